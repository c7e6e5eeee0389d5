package dev.holdfast.tasks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list of tasks.
 *
 * @param worker the name of the worker that runs or ran it
 * @param due    when it is to get its place in line, or to try again
 * @param why    for a waiting task, the sentence of {@link Tasks#why}; null for others
 */
public record TaskSummary(long id, String name, String handler, TaskState state, Phase phase, int priority,
        List<String> exclusive, List<String> shared, int attempt, int maxAttempts, @Nullable Integer workerId,
        @Nullable String worker, Instant submitted, @Nullable Instant due, @Nullable Instant ready,
        @Nullable Instant started,
        @Nullable Instant finished, @Nullable Double progress, @Nullable String progressMessage,
        @Nullable String errorMessage, @Nullable String why) {
    /** The same with another sentence. */
    public TaskSummary because(@Nullable String sentence) {
        return new TaskSummary(id, name, handler, state, phase, priority, exclusive, shared, attempt, maxAttempts,
                workerId,
                worker, submitted, due, ready, started, finished, progress, progressMessage, errorMessage, sentence);
    }
}
