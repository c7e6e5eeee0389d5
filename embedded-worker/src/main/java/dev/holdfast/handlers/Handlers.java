package dev.holdfast.handlers;

import dev.holdfast.database.InvalidInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The handlers of a worker by name. Immutable. */
public final class Handlers {
    /** What an operator says instead of all their names. */
    public static final String ALL = "all";

    private final SortedMap<String, Handler> byName;

    private Handlers(SortedMap<String, Handler> byName) {
        this.byName = byName;
    }

    /**
     * Those that come with Holdfast, and those of a user's jars.
     *
     * @throws InvalidInput if one cannot be used, or two have the same name
     */
    public static Handlers load(HandlerJars jars) {
        var all = new ArrayList<Handler>();
        ServiceLoader.load(Handler.class).forEach(all::add);
        all.addAll(jars.handlers());
        return of(all);
    }

    /** @throws InvalidInput if two of them have the same name, or one has the name that stands for all */
    public static Handlers of(Iterable<? extends Handler> handlers) {
        var byName = new TreeMap<String, Handler>();
        for (Handler handler : handlers) {
            Handler other = byName.putIfAbsent(handler.name(), handler);
            if (other != null) {
                throw new InvalidInput("two handlers are named '%s': %s and %s".formatted(handler.name(),
                        other.getClass().getName(), handler.getClass().getName()), "Give one of them another name.");
            }
        }
        if (byName.containsKey(ALL)) {
            throw new InvalidInput("a handler is named '%s', which stands for all of them".formatted(ALL),
                    "Give it another name.");
        }
        return new Handlers(byName);
    }

    /**
     * Only those named, or all by {@link #ALL}.
     *
     * @throws InvalidInput if one does not exist; the message lists those that do
     */
    public Handlers allow(Collection<String> names) {
        if (names.contains(ALL)) {
            return this;
        }
        var allowed = new TreeMap<>(byName);
        allowed.keySet().retainAll(names);
        for (String name : names) {
            if (!allowed.containsKey(name)) {
                throw new InvalidInput(
                        "no handler is named '%s'; there are: %s".formatted(name, String.join(", ", names())),
                        "Jars with handlers of your own are named by --jars or %s.".formatted(HandlerJars.VARIABLE));
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
