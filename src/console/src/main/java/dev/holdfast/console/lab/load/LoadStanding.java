package dev.holdfast.console.lab.load;

import dev.holdfast.forecast.Accuracy;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * How a load stands.
 *
 * @param group  its name; empty while there has been none
 * @param going  whether it submits more
 * @param counts null until they were read
 * @param estimates how often it was told beforehand when a task would start
 */
record LoadStanding(String group, int submitted, int planned, boolean going, @Nullable TaskGroup counts,
        Accuracy estimates) {
    static LoadStanding none() {
        return new LoadStanding("", 0, 0, false, null, Accuracy.none());
    }

    long of(TaskState state) {
        return counts == null ? 0 : counts.of(state);
    }

    /** How many have not ended, for all that is known. */
    long unfinished() {
        return counts == null ? 0 : counts.unfinished();
    }
}
