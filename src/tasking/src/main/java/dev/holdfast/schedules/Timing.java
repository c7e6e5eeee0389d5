package dev.holdfast.schedules;

import dev.holdfast.database.InvalidInput;
import java.time.Duration;
import java.time.Instant;

/** The times at which a schedule fires. */
@FunctionalInterface
interface Timing {
    /**
     * The first time after the given one.
     *
     * @throws InvalidInput where there is none
     */
    Instant after(Instant time);

    /** Each time the span has gone by, counted from the beginning whatever comes between. */
    static Timing every(Duration span, Instant since) {
        return time -> {
            long gone = time.isBefore(since) ? 0 : Duration.between(since, time).dividedBy(span);
            return since.plus(span.multipliedBy(gone + 1));
        };
    }
}
