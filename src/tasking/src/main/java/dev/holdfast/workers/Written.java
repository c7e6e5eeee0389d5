package dev.holdfast.workers;

import dev.holdfast.tasks.TaskError;
import org.jspecify.annotations.Nullable;

/** How an attempt's end is written beside its state: texts that PostgreSQL can store. The result is JSON. */
public record Written(@Nullable String result, @Nullable String type, @Nullable String message,
        @Nullable String trace) {

    public static Written of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed done -> new Written(done.result(), null, null, null);
            case Outcome.Failed failed -> new Written(failed.result(),
                    LockSession.storable(failed.error().type()), LockSession.storable(failed.error().message()),
                    LockSession.storable(failed.error().trace()));
            case Outcome.Canceled canceled -> {
                var error = new TaskError("Canceled", "canceled while it ran", null);
                yield new Written(null, error.type(), error.message(), null);
            }
        };
    }
}
