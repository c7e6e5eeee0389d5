package dev.holdfast.cli.tasks;

import dev.holdfast.database.NotFound;

/** The answer to an id that nobody has. */
final class NoSuchTask {
    private NoSuchTask() {}

    static NotFound withId(long id) {
        return new NotFound("there is no task " + id, "holdfast list shows the tasks there are.");
    }
}
