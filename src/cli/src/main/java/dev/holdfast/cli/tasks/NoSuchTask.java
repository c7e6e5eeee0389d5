package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.database.NotFound;

/** The answer to an id that nobody has. */
final class NoSuchTask {
    private NoSuchTask() {}

    /** @throws NotFound where there is no task of this id */
    static void check(Session session, long id) {
        if (session.tasks().find(id).isEmpty()) {
            throw withId(id);
        }
    }

    static NotFound withId(long id) {
        return new NotFound("there is no task " + id, "holdfast list shows the tasks there are.");
    }
}
