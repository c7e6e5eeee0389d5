package dev.holdfast.console.reading;

import java.time.Duration;
import java.time.Instant;

/**
 * When something was read.
 *
 * @param at   by the database's clock
 * @param took how long the server reads for it, about
 */
public record Reading(Instant at, Duration took) {
    /** When it is due again. */
    Instant again(Duration every, int parts) {
        return at.plus(pause(took, every, parts));
    }

    /** So long, but where a reading costs much, longer; it may take one part in so many of the time. */
    public static Duration pause(Duration took, Duration every, int parts) {
        Duration pause = took.multipliedBy(parts);
        return pause.compareTo(every) > 0 ? pause : every;
    }
}
