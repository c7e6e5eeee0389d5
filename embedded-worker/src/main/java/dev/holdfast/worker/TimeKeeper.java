package dev.holdfast.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When this worker is to look for tasks whose time has come. The database chooses one worker to do so for all. Used by one
 * thread.
 */
final class TimeKeeper {
    private @Nullable Timer next;

    /** @param wait null when it is another's business, or nothing is to come */
    void learn(@Nullable Duration wait) {
        next = wait == null ? null : new Timer(wait);
    }

    boolean isDue() {
        return next != null && next.isDue();
    }

    /** The time until then, if that is before the other. */
    Duration orEarlier(Duration other) {
        return next == null || next.left().compareTo(other) > 0 ? other : next.left();
    }
}
