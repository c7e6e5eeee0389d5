package dev.holdfast.console.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs what a person asked for away from the application thread, one after the other, and brings the outcome back. */
public final class Background implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("holdfast-console-work").factory());
    private final Executor receiver;
    private final Consumer<Throwable> failed;

    /**
     * @param receiver runs what it is given on the application thread
     * @param failed   told of every failure, there
     */
    public Background(Executor receiver, Consumer<Throwable> failed) {
        this.receiver = receiver;
        this.failed = failed;
    }

    /** Runs the work and, if it does not fail, hands its result over on the application thread. */
    public <T> void run(Supplier<T> work, Consumer<T> done) {
        run(work, done, failed);
    }

    /** The same; after a failure was told, something else follows. */
    public <T> void run(Supplier<T> work, Consumer<T> done, Runnable otherwise) {
        run(work, done, failure -> {
            failed.accept(failure);
            otherwise.run();
        });
    }

    /** The same for one who wants to hear of a failure instead. Once this is closed nothing is run any more. */
    public <T> void run(Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        if (thread.isShutdown()) {
            return;
        }
        CompletableFuture.supplyAsync(work, thread)
                .thenAcceptAsync(done, receiver)
                .exceptionallyAsync(failure -> {
                    failed.accept(cause(failure));
                    return null;
                }, receiver);
    }

    /** Runs the work and, if it does not fail, what is to follow on the application thread. */
    public void run(Runnable work, Runnable done) {
        run(() -> {
            work.run();
            return true;
        }, any -> done.run());
    }

    /** Work that lasts, on a thread of its own; it must not throw, and ends by itself. */
    public static void aside(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }

    /** Tells of a failure that did not end the work. */
    public void failed(Throwable failure) {
        failed.accept(failure);
    }

    /** Work that is under way is not waited for. */
    @Override
    public void close() {
        thread.shutdown();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
