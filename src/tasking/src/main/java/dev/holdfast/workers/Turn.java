package dev.holdfast.workers;

import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one exchange with the database.
 *
 * @param finished the state in which each ended task is now: {@code WAITING} when it goes back in line; one that is
 *                 missing is no longer this worker's, and nothing was written of it
 * @param claimed  the tasks to run now
 * @param more     whether submitted tasks wait for admission and nobody else is at it
 * @param untilDue when this worker is to look for tasks whose time has come; null when that is not its business
 */
public record Turn(Map<Long, TaskState> finished, List<Claimed> claimed, boolean more, @Nullable Duration untilDue) {}
