package dev.holdfast.workers;

import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/** How an attempt's end is written: the state, and texts that PostgreSQL can store. The result is JSON. */
public record Written(String state, @Nullable String result, @Nullable String type, @Nullable String message,
        @Nullable String trace) {

    public static Written of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed done -> new Written(TaskState.COMPLETED.word(), done.result(), null, null, null);
            case Outcome.Failed failed -> new Written(TaskState.FAILED.word(), failed.result(),
                    LockSession.storable(failed.error().type()), LockSession.storable(failed.error().message()),
                    LockSession.storable(failed.error().trace()));
            case Outcome.Canceled canceled -> {
                var error = new TaskError("Canceled", "canceled while it ran", null);
                yield new Written(TaskState.CANCELED.word(), null, error.type(), error.message(), null);
            }
        };
    }
}
