package dev.holdfast.console.tasks;

import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a task waited and ran, up to now where it still does. */
final class TaskTimes {
    private TaskTimes() {}

    static Duration waited(TaskSummary task, Instant now) {
        Instant end = firstOf(task.started(), task.finished(), now);
        return Duration.between(task.submitted(), end);
    }

    /** Null for a task that has not started. */
    static @Nullable Duration ran(TaskSummary task, Instant now) {
        Instant started = task.started();
        return started == null ? null : Duration.between(started, firstOf(task.finished(), null, now));
    }

    private static Instant firstOf(@Nullable Instant first, @Nullable Instant second, Instant otherwise) {
        return first != null ? first : second != null ? second : otherwise;
    }
}
