package dev.holdfast.console.travel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for the changes of what is followed, part by part, and no further than it has to. */
record Events(Recording recording, Followed followed) {
    /** A reading in which it has come to this state. */
    private record Change(Instant at, Object state) {}

    /**
     * The first change after that time.
     *
     * @throws UncheckedIOException when the recording cannot be read
     */
    Optional<Instant> after(Instant time) {
        List<Part> parts = recording.parts();
        int first = 0;
        while (first < parts.size() && parts.get(first).moments().getLast().isBefore(time)) {
            first++;
        }
        Optional<Object> known = Optional.empty();
        for (Part part : parts.subList(first, parts.size())) {
            for (Change change : changes(part, part.moments().size())) {
                if (change.at.isAfter(time)) {
                    known = known.isPresent() ? known : lastOf(parts.subList(0, first));
                    if (!known.equals(Optional.of(change.state))) {
                        return Optional.of(change.at);
                    }
                }
                known = Optional.of(change.state);
            }
        }
        return Optional.empty();
    }

    /** The last that these parts tell of it. */
    private Optional<Object> lastOf(List<Part> parts) {
        return parts.reversed()
                .stream()
                .map(part -> changes(part, part.moments().size()))
                .filter(changes -> !changes.isEmpty())
                .findFirst()
                .map(changes -> changes.getLast().state);
    }

    /** The last change before that time, as {@link #after}. */
    Optional<Instant> before(Instant time) {
        Change first = null;
        for (Part part : recording.parts().reversed()) {
            List<Change> changes = changes(part, Recording.count(part.moments(), time.minusNanos(1)));
            if (changes.isEmpty()) {
                continue;
            }
            if (first != null && !first.state.equals(changes.getLast().state)) {
                return Optional.of(first.at);
            }
            if (changes.size() > 1) {
                return Optional.of(changes.getLast().at);
            }
            first = changes.getFirst();
        }
        // What is there from the beginning did not come.
        return Optional.ofNullable(first).map(Change::at).filter(at -> at.isAfter(recording.reach().first()));
    }

    /** The first reading of a part that tells of it, and those in which it has changed. */
    private List<Change> changes(Part part, int count) {
        var changes = new ArrayList<Change>();
        try {
            part.play(count, snapshot -> followed.state(snapshot)
                    .filter(state -> changes.isEmpty() || !changes.getLast().state.equals(state))
                    .ifPresent(state -> changes.add(new Change(snapshot.serverTime(), state))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changes;
    }
}
