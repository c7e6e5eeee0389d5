package dev.holdfast.workers;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended, and how.
 *
 * @param ran when it ran, for one that was claimed together with chained tasks: only then the time at which it is written
 *            does not tell
 */
public record Ended(Claimed task, Outcome outcome, @Nullable Ran ran) {
    public Ended(Claimed task, Outcome outcome) {
        this(task, outcome, null);
    }

    /** A stretch of time, in microseconds since the claim was answered. */
    public record Ran(long begin, long end) {}
}
