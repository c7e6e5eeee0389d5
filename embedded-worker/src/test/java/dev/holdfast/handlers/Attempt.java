package dev.holdfast.handlers;

import java.time.Duration;
import java.util.concurrent.FutureTask;

/** A handler that runs a task on a thread of its own, which can be interrupted as a cancel does. */
final class Attempt {

    private final FutureTask<String> run;
    private final Thread thread;

    private Attempt(Handler handler, TaskContext task) {
        run = new FutureTask<>(() -> handler.run(task));
        thread = Thread.ofPlatform().daemon().name(task.key()).start(run);
    }

    static Attempt start(Handler handler, TaskContext task) {
        return new Attempt(handler, task);
    }

    void cancel() {
        thread.interrupt();
    }

    boolean ended() {
        return run.isDone();
    }

    /** What the handler threw. */
    Throwable failure() throws InterruptedException {
        thread.join(Duration.ofSeconds(30));
        return run.exceptionNow();
    }
}
