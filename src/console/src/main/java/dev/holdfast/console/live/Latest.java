package dev.holdfast.console.live;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes something of the newest value away from the application thread, on a thread of its own: what comes while it is at
 * work replaces what waits. Belongs to the application thread.
 */
public final class Latest<T, R> implements AutoCloseable {
    private final ExecutorService thread;
    private final Function<T, R> work;
    private final Executor receiver;
    private final Consumer<R> done;
    private @Nullable T waiting;
    private boolean busy;

    /**
     * @param name     of the thread
     * @param work     must not throw
     * @param receiver runs what it is given on the application thread
     * @param done     takes the result there
     */
    public Latest(String name, Function<T, R> work, Executor receiver, Consumer<R> done) {
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
        this.work = work;
        this.receiver = receiver;
        this.done = done;
    }

    public void accept(T value) {
        if (busy) {
            waiting = value;
        } else {
            begin(value);
        }
    }

    private void begin(T value) {
        busy = true;
        thread.execute(() -> {
            R result = work.apply(value);
            receiver.execute(() -> arrived(result));
        });
    }

    private void arrived(R result) {
        busy = false;
        done.accept(result);
        T next = waiting;
        if (next != null) {
            waiting = null;
            begin(next);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
