package dev.holdfast.worker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes what running tasks report, their logs and their progress, a few times in a second. Used by the worker's loop only. */
final class Reports {
    private static final Duration FLUSH = Duration.ofMillis(250);

    private final Membership membership;
    private final Slots slots;
    private @Nullable Timer flush;

    Reports(Membership membership, Slots slots) {
        this.membership = membership;
        this.slots = slots;
    }

    /** A task has something to report. */
    void begin() {
        if (flush == null) {
            flush = new Timer(FLUSH);
        }
    }

    Duration untilFlush() {
        return flush == null ? RunningTask.NO_LIMIT : flush.left();
    }

    void flushWhenDue() throws SQLException {
        if (flush != null && flush.isDue()) {
            // What is not written stays with the task: it is due again when there is a session again.
            flush.again(FLUSH);
            flush(slots.tasks());
            flush = null;
        }
    }

    /** Nothing of a task that is no longer this worker's. */
    void flush(Collection<RunningTask> tasks) throws SQLException {
        for (RunningTask task : tasks) {
            if (!task.isLost()) {
                flush(task);
            }
        }
    }

    private void flush(RunningTask task) throws SQLException {
        task.drainLog((seq, text) -> membership.session().log(task.claimed(), seq, text));
        var progress = task.drainProgress();
        if (progress.isPresent()) {
            membership.session().progress(task.claimed(), progress.get().fraction(), progress.get().message());
        }
    }
}
