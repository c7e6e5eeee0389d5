package dev.holdfast.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When this worker is to look for tasks and schedules whose time has come. The database chooses one worker to do so for all.
 * Used by one thread.
 */
final class TimeKeeper {
    /** Somebody changes, in a transaction that takes its time, what is due: it is not asked for again and again. */
    private static final Duration IN_OTHER_HANDS = Duration.ofMillis(50);

    private final Timer earliest = new Timer(Duration.ZERO);
    private @Nullable Timer next;

    /** @param wait null when it is another's business, or nothing is to come */
    void learn(@Nullable Duration wait) {
        next = wait == null ? null : new Timer(wait.compareTo(earliest.left()) > 0 ? wait : earliest.left());
    }

    /** It has just looked. */
    void looked(@Nullable Duration wait) {
        if (Duration.ZERO.equals(wait)) {
            earliest.again(IN_OTHER_HANDS);
        }
        learn(wait);
    }

    boolean isDue() {
        return next != null && next.isDue();
    }

    /** The time until then, if that is before the other. */
    Duration orEarlier(Duration other) {
        return next == null || next.left().compareTo(other) > 0 ? other : next.left();
    }
}
