package dev.holdfast.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A pause between two attempts, shorter when the thread is interrupted. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
        Thread.interrupted();
    }
}
