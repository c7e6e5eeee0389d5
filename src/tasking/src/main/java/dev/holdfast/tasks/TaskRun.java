package dev.holdfast.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a task has come, and when; null is what has not been. */
public record TaskRun(long id, TaskState state, Instant submitted, @Nullable Instant ready, @Nullable Instant started,
        @Nullable Instant finished) {}
