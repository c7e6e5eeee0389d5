package dev.holdfast.worker;

import dev.holdfast.workers.Turn.Writers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a worker looks again after falling asleep: a submitter that was about to commit may not have seen it. Once all that
 * wrote at its first look have ended, only the last look is taken, for submitters whose isolation level shows them what was
 * there when they began. Used by one thread.
 */
final class SecondLooks {
    private static final List<Duration> AFTER = List.of(Duration.ofMillis(50), Duration.ofMillis(250),
            Duration.ofSeconds(1));

    private final Timer next = new Timer(Duration.ZERO);
    private int taken = AFTER.size();
    private @Nullable Writers blind;

    void begin() {
        taken = 0;
        blind = null;
        schedule();
    }

    /** A look has found nothing while these wrote. */
    void looked(Writers writers) {
        if (taken >= AFTER.size() - 1) {
            return;
        }
        blind = blind == null ? writers : blind;
        if (writers.allEnded(blind)) {
            taken = AFTER.size() - 1;
            schedule();
        }
    }

    /** Whether it is time for one, which is then taken. */
    boolean take() {
        if (isOver() || !next.isDue()) {
            return false;
        }
        taken++;
        schedule();
        return true;
    }

    /** The time until the next one, if that is before the other. */
    Duration orEarlier(Duration other) {
        return isOver() || next.left().compareTo(other) > 0 ? other : next.left();
    }

    private boolean isOver() {
        return taken == AFTER.size();
    }

    private void schedule() {
        if (!isOver()) {
            next.again(AFTER.get(taken));
        }
    }
}
