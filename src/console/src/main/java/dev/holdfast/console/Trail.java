package dev.holdfast.console;

import dev.holdfast.console.live.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a person has been, for the way back and forth. For one thread. */
final class Trail {
    private static final int LONGEST = 100;

    /**
     * A place in the console.
     *
     * @param task     null for none in particular, as {@code filter} and {@code resource}
     */
    record Stop(View view, @Nullable Long task, @Nullable String filter, @Nullable String resource) {
        static Stop at(View view) {
            return new Stop(view, null, null, null);
        }
    }

    private final List<Stop> stops = new ArrayList<>();
    private int here = -1;

    /** Goes on from here: what lay ahead is forgotten. */
    void visit(Stop stop) {
        if (here >= 0 && stops.get(here).equals(stop)) {
            return;
        }
        stops.subList(here + 1, stops.size()).clear();
        stops.add(stop);
        if (stops.size() > LONGEST) {
            stops.removeFirst();
        }
        here = stops.size() - 1;
    }

    /** One step back; empty at the beginning. */
    Optional<Stop> back() {
        return move(-1);
    }

    /** One step forth; empty at the end. */
    Optional<Stop> forth() {
        return move(1);
    }

    private Optional<Stop> move(int step) {
        int there = here + step;
        if (there < 0 || there >= stops.size()) {
            return Optional.empty();
        }
        here = there;
        return Optional.of(stops.get(here));
    }
}
