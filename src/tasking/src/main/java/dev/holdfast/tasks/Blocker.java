package dev.holdfast.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier task that stands in a waiting task's way on one resource.
 *
 * @param exclusive whether the waiting task needs the resource exclusively
 * @param taskId    the earlier task
 * @param since     when the earlier task started, or became ready
 * @param again     when it tries again, if it failed and waits for that
 * @param between   how many further tasks stand between the two, counted up to 100
 */
public record Blocker(String resource, boolean exclusive, long taskId, String taskName, TaskState taskState,
        boolean taskExclusive, @Nullable String worker, Instant since, @Nullable Instant again, int between) {}
