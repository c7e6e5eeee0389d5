package dev.holdfast.console.travel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one can look back.
 *
 * @param moments how many readings there are; 0 for none, and then the times mean nothing
 * @param bytes   what they take up on the disk
 * @param cost    what recording one of them takes, on the average; zero where nothing is recorded
 * @param problem why nothing is recorded any more; null where all is well
 */
record Reach(Instant first, Instant last, int moments, long bytes, Duration cost, @Nullable String problem) {
    static Reach none() {
        return new Reach(Instant.EPOCH, Instant.EPOCH, 0, 0, Duration.ZERO, null);
    }

    /** The same, while the next reading could not be recorded. */
    Reach failing(String reason) {
        return new Reach(first, last, moments, bytes, cost, reason);
    }

    Duration span() {
        return Duration.between(first, last);
    }
}
