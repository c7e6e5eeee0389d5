package dev.holdfast.overview;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much has gone through so far; the difference of two of them is a rate. Cheap enough for every second.
 *
 * @param submitted tasks submitted since the server's statistics began
 * @param ended     the same for tasks that have ended, also those that are not kept
 * @param medianWait from submit to start, the median of the latest tasks that have ended; null where there are none
 * @param slowWait  the same, of 95 in 100
 */
public record Pulse(Instant at, long submitted, long ended, @Nullable Duration medianWait,
        @Nullable Duration slowWait) {
    public static Pulse none() {
        return new Pulse(Instant.EPOCH, 0, 0, null, null);
    }
}
