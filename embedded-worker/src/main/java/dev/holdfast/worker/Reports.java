package dev.holdfast.worker;

import java.sql.SQLException;
import java.time.Duration;

/** Writes what running tasks report, their logs and their progress, a few times in a second. Used by the worker's loop only. */
final class Reports {
    private static final Duration FLUSH = Duration.ofMillis(250);

    private final Membership membership;
    private final Slots slots;
    private final Timer flush = new Timer(FLUSH);

    Reports(Membership membership, Slots slots) {
        this.membership = membership;
        this.slots = slots;
    }

    Duration untilFlush() {
        return flush.left();
    }

    void flushWhenDue() throws SQLException {
        if (flush.isDue()) {
            for (RunningTask task : slots.tasks()) {
                flush(task);
            }
            flush.again(FLUSH);
        }
    }

    /** Nothing of a task that is no longer this worker's. */
    void flush(RunningTask task) throws SQLException {
        if (task.isLost()) {
            return;
        }
        task.drainLog((seq, text) -> membership.session().log(task.claimed(), seq, text));
        var progress = task.drainProgress();
        if (progress.isPresent()) {
            membership.session().progress(task.claimed(), progress.get().fraction(), progress.get().message());
        }
    }
}
