package dev.holdfast.console.overview;

import dev.holdfast.console.live.Snapshot;
import dev.holdfast.overview.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The readings of the last quarter of an hour, as far as the charts need them. For one thread. */
final class History {
    /** The server's statistics come in spurts of about a second. */
    private static final Duration SMOOTH = Duration.ofSeconds(4);
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST = 4_000;

    private final Deque<Pulse> pulses = new ArrayDeque<>();
    private final Deque<Moment> moments = new ArrayDeque<>();

    void add(Snapshot snapshot) {
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

    /** Those of the latest time that long, oldest first. */
    List<Moment> since(Duration span) {
        Instant from = moments.isEmpty() ? Instant.EPOCH : moments.getLast().at().minus(span);
        return moments.stream().filter(moment -> !moment.at().isBefore(from)).toList();
    }
}
