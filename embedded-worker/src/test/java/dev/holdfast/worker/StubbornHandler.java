package dev.holdfast.worker;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.TaskContext;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Never ends, and swallows every interruption. */
public final class StubbornHandler implements Handler {
    private static final Duration NAP = Duration.ofMillis(50);

    @Override
    public String name() {
        return "test-stubborn";
    }

    @Override
    public String run(TaskContext task) {
        while (true) {
            LockSupport.parkNanos(NAP.toNanos());
            Thread.interrupted();
        }
    }
}
