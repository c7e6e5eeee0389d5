package dev.holdfast.tasks;

import java.util.Map;

/**
 * How many tasks are in each phase. Counted up to {@link #CAP} for each state, so that the question stays cheap on a
 * table of millions.
 */
public record StateCounts(Map<Phase, Long> counts) {
    /** A count that reaches this value means "this many or more". */
    public static final long CAP = 100_000;

    public StateCounts {
        counts = Map.copyOf(counts);
    }

    public long of(Phase phase) {
        return counts.getOrDefault(phase, 0L);
    }
}
