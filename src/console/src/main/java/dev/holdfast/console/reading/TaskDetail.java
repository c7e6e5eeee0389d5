package dev.holdfast.console.reading;

import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskOptions;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One task with what belongs to it.
 *
 * @param log its log from the beginning, or its last {@link #LOG_PIECES} pieces
 */
public record TaskDetail(Task task, Outlook outlook, List<LogLine> log) {
    /** The cap on the pieces of a log that are kept. */
    public static final int LOG_PIECES = 2_000;

    public TaskDetail {
        log = List.copyOf(log);
    }

    /** What a line of the list tells of a task, where no more is known. */
    static TaskDetail brief(TaskSummary task, Instant at) {
        return new TaskDetail(
                new Task(task, "", null, null, null, List.of(), null, null,
                        new TaskOptions(null, null, null, null, null, List.of())),
                new Outlook(at, Duration.ZERO, task.phase(), List.of(), null), List.of());
    }

    /** The same without what a task was given and has written: that is nobody's business but its owner's. */
    TaskDetail withoutContents() {
        return new TaskDetail(new Task(task.summary(), "", null, null, task.parent(), task.children(), task.retryOf(),
                task.retriedBy(), task.options()), outlook, List.of());
    }

    /** Whether payload, result, error and log are known. */
    public boolean hasContents() {
        return !task.payload().isEmpty();
    }
}
