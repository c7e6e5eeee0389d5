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
        Object known = null;
        for (Part part : recording.parts()) {
            if (!part.moments().getLast().isBefore(time)) {
                for (Change change : changes(part, part.moments().size())) {
                    if (change.at.isAfter(time) && !change.state.equals(known)) {
                        return Optional.of(change.at);
                    }
                    known = change.state;
                }
            }
        }
        return Optional.empty();
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
