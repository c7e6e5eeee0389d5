package dev.holdfast.console.live;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values over to another thread, the newest only: while one delivery is under way, later values replace the one
 * that waits, so a slow receiver is never flooded. Thread-safe.
 */
final class Mailbox<T> implements Consumer<T> {
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Executor receiver;
    private final Consumer<T> consumer;

    Mailbox(Executor receiver, Consumer<T> consumer) {
        this.receiver = receiver;
        this.consumer = consumer;
    }

    @Override
    public void accept(T value) {
        if (waiting.getAndSet(value) == null) {
            receiver.execute(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            consumer.accept(value);
        }
    }
}
