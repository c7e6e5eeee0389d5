package dev.holdfast.console.reading;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.console.links.View;
import dev.holdfast.tasks.TaskFilter;
import org.jspecify.annotations.Nullable;

/**
 * What the screen wants to see. Immutable: each method returns a changed copy.
 *
 * @param limit        how many tasks to list at most
 * @param task         the task whose details are shown
 * @param resource     the resource whose queue is shown
 * @param otherLocks   also locks that are none of Holdfast's
 * @param endedWorkers also workers that have stopped or were lost
 * @param audit        which actions of operators
 * @param group        the group whose tasks are counted
 */
public record Interest(View view, TaskFilter filter, int limit, @Nullable Long task, @Nullable String resource,
        boolean otherLocks, boolean endedWorkers, AuditFilter audit, @Nullable String group) {
    /** The cap on the rows of every other list, and how many tasks are listed at first. */
    public static final int ROWS = 500;
    /** The cap on the rows of the list of tasks, however often more are asked for. */
    public static final int MOST_ROWS = 4_000;

    public static Interest initial() {
        return new Interest(View.TASKS, TaskFilter.all(), ROWS, null, null, false, false, AuditFilter.all(),
                null);
    }

    public Interest view(View view) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest filter(TaskFilter filter) {
        return new Interest(view, filter, ROWS, task, resource, otherLocks, endedWorkers, audit, group);
    }

    /** Twice as many tasks, up to {@link #MOST_ROWS}. */
    public Interest more() {
        return new Interest(view, filter, Math.min(2 * limit, MOST_ROWS), task, resource, otherLocks, endedWorkers,
                audit, group);
    }

    public Interest task(@Nullable Long task) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest resource(@Nullable String resource) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest otherLocks(boolean otherLocks) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest endedWorkers(boolean endedWorkers) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest audit(AuditFilter audit) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }

    public Interest group(@Nullable String group) {
        return new Interest(view, filter, limit, task, resource, otherLocks, endedWorkers, audit, group);
    }
}
