package dev.holdfast.tasks;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of one task.
 *
 * @param payload JSON text
 * @param result  JSON text
 * @param parent  the id of the task that submitted it
 */
public record Task(TaskSummary summary, String payload, @Nullable String result, @Nullable TaskError error,
        @Nullable Long parent) {
    public long id() {
        return summary.id();
    }

    public TaskState state() {
        return summary.state();
    }
}
