package dev.holdfast.workers;

import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. Results are JSON text. */
public sealed interface Outcome {
    record Completed(@Nullable String result) implements Outcome {}

    record Failed(TaskError error, @Nullable String result) implements Outcome {}

    /** It was asked to stop and was seen to stop. */
    record Canceled() implements Outcome {}

    /** The state of a task whose last attempt ended so. */
    default TaskState state() {
        return switch (this) {
            case Completed done -> TaskState.COMPLETED;
            case Failed failed -> TaskState.FAILED;
            case Canceled canceled -> TaskState.CANCELED;
        };
    }
}
