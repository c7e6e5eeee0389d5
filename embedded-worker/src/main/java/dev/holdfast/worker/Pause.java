package dev.holdfast.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A pause of its full length, whatever wakes the thread meanwhile. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }
}
