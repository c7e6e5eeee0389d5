package dev.holdfast.workers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the database knows it.
 *
 * @param id    new for each start of a process; the name is only a label
 * @param alive whether its lock session holds its lock at this moment
 * @param tasks the tasks it runs, oldest first
 */
public record WorkerRow(int id, String name, String host, long pid, String version, String type, int slots,
        List<String> handlers, WorkerState state, boolean alive, int session, Instant started, Instant lastSeen,
        @Nullable Instant ended, List<Running> tasks) {
    public WorkerRow {
        handlers = List.copyOf(handlers);
        tasks = List.copyOf(tasks);
    }

    /** A task that a worker runs now. */
    public record Running(long taskId, String name) {}
}
