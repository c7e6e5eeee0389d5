package dev.holdfast.worker;

import java.time.Duration;
import java.util.List;

/**
 * When a worker looks again after falling asleep: a submitter that was about to commit may not have seen it. Used by one
 * thread.
 */
final class SecondLooks {
    private static final List<Duration> AFTER = List.of(Duration.ofMillis(50), Duration.ofMillis(250),
            Duration.ofSeconds(1));

    private final Timer next = new Timer(Duration.ZERO);
    private int taken = AFTER.size();

    void begin() {
        taken = 0;
        schedule();
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
