package dev.holdfast.tasks;

import java.time.Instant;
import java.util.Map;

/**
 * Tasks that belong together.
 *
 * @param counts how many of its tasks are in which state; of those that completed, only what is kept is counted
 */
public record TaskGroup(long id, String name, Instant created, Map<TaskState, Long> counts) {
    public TaskGroup {
        counts = Map.copyOf(counts);
    }

    public long of(TaskState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** How many have not ended. */
    public long unfinished() {
        return counts.entrySet().stream().filter(e -> !e.getKey().isFinal()).mapToLong(Map.Entry::getValue).sum();
    }
}
