package dev.holdfast.tasks;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list or cancel. Empty and null mean any; all that is given must match.
 *
 * @param name     part of the task's name, upper and lower case alike
 * @param resource the exact name of a resource that the task needs
 * @param worker   the exact name of the worker that runs or ran it
 * @param group    the exact name of the group it is in
 * @param newest   the order: newest first, or oldest first
 */
public record TaskFilter(Set<TaskState> states, @Nullable String name, @Nullable String resource,
        @Nullable String worker, @Nullable String group, boolean newest) {
    public TaskFilter {
        states = Set.copyOf(states);
    }

    public static TaskFilter all() {
        return new TaskFilter(Set.of(), null, null, null, null, true);
    }

    public TaskFilter states(Set<TaskState> states) {
        return new TaskFilter(states, name, resource, worker, group, newest);
    }
}
