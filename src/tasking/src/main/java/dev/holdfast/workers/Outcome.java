package dev.holdfast.workers;

import dev.holdfast.tasks.TaskError;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. Results are JSON text. */
public sealed interface Outcome {
    record Completed(@Nullable String result) implements Outcome {}

    record Failed(TaskError error, @Nullable String result) implements Outcome {}

    /** It was asked to stop and was seen to stop. */
    record Canceled() implements Outcome {}
}
