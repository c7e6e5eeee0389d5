package dev.holdfast.tasks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one task.
 *
 * @param payload  JSON text
 * @param result   JSON text
 * @param parent   the id of the task that submitted it
 * @param children the ids of the first 100 tasks that it submitted
 * @param retryOf  the id of the task that it retries
 * @param retriedBy the id of the task that retries it
 */
public record Task(TaskSummary summary, String payload, @Nullable String result, @Nullable TaskError error,
        @Nullable Long parent, List<Long> children, @Nullable Long retryOf, @Nullable Long retriedBy,
        TaskOptions options) {
    public Task {
        children = List.copyOf(children);
    }

    public long id() {
        return summary.id();
    }

    public TaskState state() {
        return summary.state();
    }
}
