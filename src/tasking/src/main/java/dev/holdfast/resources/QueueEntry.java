package dev.holdfast.resources;

import dev.holdfast.tasks.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task's place in the queue of one resource.
 *
 * @param nth   1 for the head of the queue
 * @param first whether no earlier place conflicts
 * @param lost  whether the worker that runs it has lost its session, and most likely died
 */
public record QueueEntry(int nth, long taskId, String taskName, TaskState state, boolean exclusive, boolean first,
        boolean lost, @Nullable String worker, Instant submitted, @Nullable Instant started) {}
