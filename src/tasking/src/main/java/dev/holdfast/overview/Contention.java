package dev.holdfast.overview;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The waiting that one resource costs.
 *
 * @param waiting how many tasks wait in its line
 * @param waited  how long they have waited so far, all together
 * @param head    the task that has it, or is the next to; null where nobody stands in line
 * @param started since when that one runs; null when it waits
 */
public record Contention(String resource, int waiting, Duration waited, @Nullable Long head, @Nullable String headName,
        @Nullable String worker, @Nullable Instant started) {}
