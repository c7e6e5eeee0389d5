package dev.holdfast.console.links;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a person has been, for the way back and forth. For one thread. */
public final class Trail {
    private static final int LONGEST = 100;

    private final List<Place> stops = new ArrayList<>();
    private int here = -1;

    /** Goes on from here: what lay ahead is forgotten. */
    public void visit(Place place) {
        if (here >= 0 && stops.get(here).equals(place)) {
            return;
        }
        stops.subList(here + 1, stops.size()).clear();
        stops.add(place);
        if (stops.size() > LONGEST) {
            stops.removeFirst();
        }
        here = stops.size() - 1;
    }

    /** One step back; empty at the beginning. */
    public Optional<Place> back() {
        return move(-1);
    }

    /** One step forth; empty at the end. */
    public Optional<Place> forth() {
        return move(1);
    }

    private Optional<Place> move(int step) {
        int there = here + step;
        if (there < 0 || there >= stops.size()) {
            return Optional.empty();
        }
        here = there;
        return Optional.of(stops.get(here));
    }
}
