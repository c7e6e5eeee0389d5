package dev.holdfast.resources;

import dev.holdfast.locks.LockRow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session that holds a resource's advisory lock.
 *
 * @param session the server process id of the session
 * @param label   the session's application name
 * @param taskId  the task it runs; null for a person or a script
 * @param since   when that task started; null where PostgreSQL does not tell
 */
public record Holder(boolean exclusive, int session, String label, @Nullable Long taskId, @Nullable String task,
        @Nullable String worker, @Nullable Instant since) {
    static Holder of(LockRow lock) {
        return new Holder(lock.mode().equals("exclusive"), lock.session(),
                Objects.requireNonNullElse(lock.application(), ""), lock.taskId(), lock.task(), lock.worker(),
                lock.since());
    }
}
