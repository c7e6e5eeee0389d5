package dev.holdfast.console.live;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes something of the newest value away from the application thread, on a thread of its own: what comes while it is at
 * work replaces what waits. Belongs to the application thread.
 */
public final class Latest<T, R> implements AutoCloseable {
    private final ExecutorService thread;
    private final Mailbox<T> mailbox;

    /**
     * @param name     of the thread
     * @param work     must not throw
     * @param receiver runs what it is given on the application thread
     * @param done     takes the result there
     */
    public Latest(String name, Function<T, R> work, Executor receiver, Consumer<R> done) {
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
        this.mailbox = new Mailbox<>(thread, value -> {
            R result = work.apply(value);
            receiver.execute(() -> done.accept(result));
        });
    }

    /** Does nothing once this is closed. */
    public void accept(T value) {
        if (!thread.isShutdown()) {
            mailbox.accept(value);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
