package dev.holdfast.console.resources;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.locks.HoldSession;
import dev.holdfast.locks.HoldSession.Wish;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a person holds with this console, each on a session of its own, which ends with the console. Belongs to
 * the application thread.
 */
public final class Holds implements AutoCloseable {
    private final ConnectionSettings settings;
    private final Live live;
    private final Executor receiver;
    private final Consumer<Throwable> failed;
    private final ObservableMap<String, AtomicBoolean> wanted = FXCollections.observableHashMap();

    /**
     * @param receiver runs what it is given on the application thread
     * @param failed   told there of what went wrong
     */
    public Holds(ConnectionSettings settings, Live live, Executor receiver, Consumer<Throwable> failed) {
        this.settings = settings;
        this.live = live;
        this.receiver = receiver;
        this.failed = failed;
    }

    /** Whether that one is held or waited for. */
    BooleanBinding has(ObservableValue<@Nullable String> resource) {
        return Bindings.createBooleanBinding(() -> wanted.containsKey(resource.getValue()), wanted, resource);
    }

    /** Holds it until it is released, as soon as nobody else has it. */
    void hold(Wish wish) {
        var keep = new AtomicBoolean(true);
        if (wanted.putIfAbsent(wish.resource(), keep) == null) {
            Background.aside("holdfast-console-hold", () -> hold(wish, keep));
        }
    }

    void release(String resource) {
        AtomicBoolean keep = wanted.get(resource);
        if (keep != null) {
            keep.set(false);
        }
    }

    private void hold(Wish wish, AtomicBoolean keep) {
        try {
            HoldSession.hold(settings, wish, keep::get, new HoldSession.Listener() {
                @Override
                public void waits() {
                    receiver.execute(live::refresh);
                }

                @Override
                public void holds() {
                    receiver.execute(live::refresh);
                }
            });
        } catch (HoldfastException e) {
            receiver.execute(() -> failed.accept(e));
        } finally {
            receiver.execute(() -> forget(wish.resource()));
        }
    }

    private void forget(String resource) {
        wanted.remove(resource);
        live.refresh();
    }

    @Override
    public void close() {
        wanted.values().forEach(keep -> keep.set(false));
    }
}
