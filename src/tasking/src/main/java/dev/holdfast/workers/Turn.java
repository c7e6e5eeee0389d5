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
 * @param left     what is left to be admitted
 * @param untilDue when this worker is to look for tasks whose time has come; null when that is not its business
 * @param writers  the transactions that wrote when it looked for tasks; null where nobody asked
 */
public record Turn(Map<Long, TaskState> finished, List<Claimed> claimed, Admission left, @Nullable Duration untilDue,
        @Nullable Writers writers) {

    /**
     * The transactions that had begun to write and had not ended, in the whole server.
     *
     * @param oldest the number of the first of them, or else that of the next
     * @param next   the number of the next that begins to write
     */
    public record Writers(long oldest, long next) {
        /** Whether none is left of those who wrote then. */
        public boolean allEnded(Writers then) {
            return oldest >= then.next;
        }
    }
}
