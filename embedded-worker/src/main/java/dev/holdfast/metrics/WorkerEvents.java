package dev.holdfast.metrics;

import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.LockSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in a worker, for those who count. Called by the worker's loop, {@link #reaped} by its watch. */
public interface WorkerEvents extends AutoCloseable {
    /** Nobody counts. */
    WorkerEvents NONE = new WorkerEvents() {
    };

    /** It has joined the others, under this id. */
    default void online(int workerId) {}

    /** It was told that there may be something to do. */
    default void woken() {}

    /**
     * It has asked for tasks.
     *
     * @param session which claimed them, and may be asked about them
     */
    default void claimed(List<Claimed> tasks, LockSession session) throws SQLException {}

    /**
     * An attempt has ended.
     *
     * @param state in which the task is now; null when it was no longer this worker's
     */
    default void ended(@Nullable TaskState state, Duration took) {}

    /** The safety net was drawn in: so many workers were found whose lock nobody holds. */
    default void swept(int lostWorkers) {}

    /** Another worker was found dead, and so many of its tasks were settled. */
    default void reaped(int tasks) {}

    @Override
    default void close() {}
}
