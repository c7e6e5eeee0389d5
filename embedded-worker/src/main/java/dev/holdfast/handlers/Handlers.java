package dev.holdfast.handlers;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The handlers of a worker by name. Immutable. */
public final class Handlers {

    private final SortedMap<String, Handler> byName;

    private Handlers(SortedMap<String, Handler> byName) {
        this.byName = byName;
    }

    /** All handlers that are installed. */
    public static Handlers load() {
        return of(ServiceLoader.load(Handler.class));
    }

    /**
     * @throws IllegalStateException if two of them have the same name
     */
    public static Handlers of(Iterable<? extends Handler> handlers) {
        var byName = new TreeMap<String, Handler>();
        for (Handler handler : handlers) {
            Handler other = byName.putIfAbsent(handler.name(), handler);
            if (other != null) {
                throw new IllegalStateException("two handlers are named '%s': %s and %s".formatted(handler.name(),
                        other.getClass().getName(), handler.getClass().getName()));
            }
        }
        return new Handlers(byName);
    }

    /**
     * Only those named.
     *
     * @throws IllegalArgumentException if one does not exist; the message lists those that do
     */
    public Handlers allow(Collection<String> names) {
        var allowed = new TreeMap<>(byName);
        allowed.keySet().retainAll(names);
        for (String name : names) {
            if (!allowed.containsKey(name)) {
                throw new IllegalArgumentException(
                        "no handler is named '%s'; there are: %s".formatted(name, String.join(", ", names())));
            }
        }
        return new Handlers(allowed);
    }

    /** Prepares what Holdfast's own handlers need, so that the first task has not to wait for it. */
    public void prepare() {
        Payload.prepare();
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeMap<>(byName).navigableKeySet());
    }

    public Optional<Handler> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
