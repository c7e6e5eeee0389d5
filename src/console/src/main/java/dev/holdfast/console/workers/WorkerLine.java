package dev.holdfast.console.workers;

import dev.holdfast.console.workers.LocalWorker.Stage;
import dev.holdfast.workers.WorkerRow;
import dev.holdfast.workers.WorkerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the database knows it, as this machine knows it, or both.
 *
 * @param row   null until it is online
 * @param local null where it was not started from here
 */
record WorkerLine(@Nullable WorkerRow row, @Nullable LocalWorker local) {
    /** What a worker is up to, from both sources. */
    enum Condition {
        STARTING, ONLINE, DRAINING, STOPPED, LOST,
        /** Ended by itself; whoever launched it starts it again. */
        CRASHED
    }

    /** Joins both by name and process; those only this machine knows come last. */
    static List<WorkerLine> join(List<WorkerRow> rows, List<LocalWorker> locals) {
        Map<Long, LocalWorker> left = new LinkedHashMap<>();
        locals.forEach(local -> left.put(local.pid(), local));
        var lines = new ArrayList<WorkerLine>();
        for (WorkerRow row : rows) {
            LocalWorker local = left.get(row.pid());
            boolean same = local != null && local.name().equals(row.name());
            lines.add(new WorkerLine(row, same ? left.remove(row.pid()) : null));
        }
        left.values().stream().filter(WorkerLine::isToSee).forEach(local -> lines.add(new WorkerLine(null, local)));
        return lines;
    }

    /** That of one from here stays the same when it comes online, and with it a selection. */
    Object key() {
        return local != null || row == null ? "pid " + pid() : row.id();
    }

    String name() {
        return row != null ? row.name() : local == null ? "" : local.name();
    }

    long pid() {
        return row != null ? row.pid() : local == null ? 0 : local.pid();
    }

    private static boolean isToSee(LocalWorker local) {
        return local.isAlive() || local.stage() == Stage.CRASHED;
    }

    Condition condition() {
        if (local != null && local.stage() == Stage.CRASHED) {
            return Condition.CRASHED;
        } else if (row == null) {
            return Condition.STARTING;
        }
        return switch (row.state()) {
            case STOPPED -> Condition.STOPPED;
            case LOST -> Condition.LOST;
            case ONLINE, DRAINING -> !row.alive()
                    ? Condition.LOST
                    : row.state() == WorkerState.DRAINING ? Condition.DRAINING : Condition.ONLINE;
        };
    }

    /** Whether it runs on this machine and can be stopped from here. */
    boolean isOurs() {
        return local != null && local.isAlive();
    }

    /** Whether it takes tasks and runs elsewhere, so that only the database can tell it to end. */
    boolean isToBeTold() {
        return row != null && !isOurs() && row.state() == WorkerState.ONLINE && row.alive();
    }

    /** Whether it can be asked to finish its tasks and end, from here or through the database. */
    boolean isToBeStopped() {
        return isOurs() || isToBeTold();
    }

    @Nullable
    Instant started() {
        return row == null ? null : row.started();
    }

    int busy() {
        return row == null ? 0 : row.tasks().size();
    }
}
