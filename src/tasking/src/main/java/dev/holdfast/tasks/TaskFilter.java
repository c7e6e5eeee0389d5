package dev.holdfast.tasks;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list or act upon. Empty and null mean any; all that is given must match. Immutable: each method returns a
 * changed copy.
 *
 * @param states     cheap to look for
 * @param phases     further narrows the states
 * @param name       part of the task's name, upper and lower case alike
 * @param resource   the exact name of a resource that the task needs
 * @param worker     the exact name of the worker that runs or ran it
 * @param group      the exact name of the group it is in
 * @param blockedBy  the task that stands in its way on a resource, or that it is to come after
 * @param olderThan  how long ago it was submitted, at least
 * @param notRetried without those that were retried already
 * @param newest     the order: newest first, or oldest first
 */
public record TaskFilter(Set<TaskState> states, Set<Phase> phases, @Nullable String name, @Nullable String resource,
        @Nullable String worker, @Nullable String group, @Nullable Long blockedBy, @Nullable Duration olderThan,
        boolean notRetried, boolean newest) {
    public TaskFilter {
        states = Set.copyOf(states);
        phases = Set.copyOf(phases);
    }

    public static TaskFilter all() {
        return new TaskFilter(Set.of(), Set.of(), null, null, null, null, null, null, false, true);
    }

    public TaskFilter states(Set<TaskState> states) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter phases(Set<Phase> phases) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter name(@Nullable String name) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter resource(@Nullable String resource) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter worker(@Nullable String worker) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter group(@Nullable String group) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, newest);
    }

    public TaskFilter blockedBy(@Nullable Long task) {
        return new TaskFilter(states, phases, name, resource, worker, group, task, olderThan, notRetried, newest);
    }

    public TaskFilter olderThan(@Nullable Duration age) {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, age, notRetried, newest);
    }

    /** Those only that can be retried and were not. */
    public TaskFilter retryable() {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, true, newest);
    }

    public TaskFilter oldestFirst() {
        return new TaskFilter(states, phases, name, resource, worker, group, blockedBy, olderThan, notRetried, false);
    }

    /** A query for people that finds the same; on large tables it is slower than {@link TaskReader}. */
    public String sql() {
        return FilterSql.of(this);
    }
}
