package dev.holdfast.console.overview;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.overview.Pulse;
import dev.holdfast.tasks.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the charts show of one reading.
 *
 * @param submitted tasks per second, as {@code ended}
 * @param medianWait    seconds from submit to start, the median; not a number where nothing has ended
 * @param slowWait  the same, of 95 in 100
 */
public record Moment(Instant at, double submitted, double ended, double waiting, double running, double medianWait,
        double slowWait) {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    /** @param before an earlier pulse: the longer ago, the smoother the rates */
    static Moment of(Snapshot snapshot, Pulse before) {
        Pulse now = snapshot.pulse();
        double seconds = Duration.between(before.at(), now.at()).toMillis() / MILLIS;
        var counts = snapshot.counts();
        long waiting = counts.of(Phase.SUBMITTED) + counts.of(Phase.BLOCKED) + counts.of(Phase.HELD)
                + counts.of(Phase.READY);
        return new Moment(now.at(), rate(before.submitted(), now.submitted(), seconds),
                rate(before.ended(), now.ended(), seconds), waiting,
                counts.of(Phase.RUNNING) + counts.of(Phase.CANCELING), seconds(now.medianWait()),
                seconds(now.slowWait()));
    }

    /** The server's statistics may be begun anew: then there is nothing to tell. */
    private static double rate(long before, long now, double seconds) {
        return seconds <= 0 || now < before ? 0 : (now - before) / seconds;
    }

    private static double seconds(@Nullable Duration span) {
        return span == null ? Double.NaN : span.toNanos() / NANOS;
    }
}
