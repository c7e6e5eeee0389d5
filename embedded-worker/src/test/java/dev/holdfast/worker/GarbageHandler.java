package dev.holdfast.worker;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.TaskContext;

/** Returns what is not JSON. */
public final class GarbageHandler implements Handler {
    @Override
    public String name() {
        return "test-garbage";
    }

    @Override
    public String run(TaskContext task) {
        return "done, I think";
    }
}
