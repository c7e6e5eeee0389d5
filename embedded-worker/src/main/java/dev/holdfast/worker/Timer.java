package dev.holdfast.worker;

import java.time.Duration;

/** Says when something that is done again and again is due. Used by one thread. */
final class Timer {
    private long dueAt;

    Timer(Duration first) {
        again(first);
    }

    boolean isDue() {
        return System.nanoTime() - dueAt >= 0;
    }

    /** Due again after that time. */
    void again(Duration after) {
        dueAt = System.nanoTime() + after.toNanos();
    }

    void now() {
        dueAt = System.nanoTime();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, dueAt - System.nanoTime()));
    }
}
