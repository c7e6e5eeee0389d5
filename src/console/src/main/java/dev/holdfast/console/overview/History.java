package dev.holdfast.console.overview;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.overview.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The readings of the last hour, and of the quarter of an hour before it, as far as the charts need them. For one thread. */
public final class History {
    /** The server's statistics come in spurts of about a second. */
    private static final Duration SMOOTH = Duration.ofSeconds(4);
    private static final Duration KEPT = Duration.ofMinutes(75);
    private static final int MOST = 10_000;

    private final Deque<Pulse> pulses = new ArrayDeque<>();
    private final Deque<Moment> moments = new ArrayDeque<>();

    /** One that is not later than the last is left out. */
    public void add(Snapshot snapshot) {
        Pulse pulse = snapshot.pulse();
        if (!pulses.isEmpty() && !pulse.at().isAfter(pulses.getLast().at())) {
            return;
        }
        pulses.addLast(pulse);
        while (pulses.size() > 2 && !second().at().isAfter(pulse.at().minus(SMOOTH))) {
            pulses.removeFirst();
        }
        if (pulses.size() > 1) {
            moments.addLast(Moment.of(snapshot, pulses.getFirst()));
        }
        while (moments.size() > MOST
                || !moments.isEmpty() && moments.getFirst().at().isBefore(pulse.at().minus(KEPT))) {
            moments.removeFirst();
        }
    }

    private Pulse second() {
        var iterator = pulses.iterator();
        iterator.next();
        return iterator.next();
    }

    /** Those of the time that long up to then, oldest first. */
    List<Moment> until(Instant end, Duration span) {
        Instant from = end.minus(span);
        return moments.stream()
                .filter(moment -> !moment.at().isBefore(from) && !moment.at().isAfter(end))
                .toList();
    }
}
