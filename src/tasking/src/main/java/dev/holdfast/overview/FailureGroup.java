package dev.holdfast.overview;

import java.time.Instant;

/**
 * Tasks that failed for the same reason.
 *
 * @param message the first line of the message, numbers replaced by {@code #}
 * @param recent  how many of them within the last minute
 * @param latest  the latest of them
 */
public record FailureGroup(String type, String message, int tasks, int recent, long latest, String latestName,
        Instant at) {}
