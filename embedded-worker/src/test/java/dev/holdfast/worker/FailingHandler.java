package dev.holdfast.worker;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.TaskContext;

/** Fails with the payload as the message, and a character that PostgreSQL cannot store. */
public final class FailingHandler implements Handler {
    @Override
    public String name() {
        return "test-failing";
    }

    @Override
    public String run(TaskContext task) {
        throw new IllegalStateException("no luck with " + task.payload() + '\0');
    }
}
