package dev.holdfast.console.live;

import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.Task;
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
}
