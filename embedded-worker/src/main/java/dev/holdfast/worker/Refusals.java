package dev.holdfast.worker;

import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.Wish;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do when the database refuses to store how a task ended. */
final class Refusals {
    /** Connection, rollback, out of resources, not in the right state, shut down, system and internal errors. */
    private static final Set<String> OF_SESSION = Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

    private Refusals() {}

    /** Whether the session is to blame, or the server, and not what was to be stored. */
    static boolean isOfSession(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 || OF_SESSION.contains(state.substring(0, 2));
    }

    /** Finishes a single attempt: as failed with the reason, where its outcome cannot be stored. */
    static Map<Long, TaskState> finish(Following following, LockSession session, Ended ended) throws SQLException {
        try {
            return following.turn(session, List.of(ended), Wish.nothing(List.of())).finished();
        } catch (SQLException e) {
            if (isOfSession(e)) {
                throw e;
            }
            boolean notJson = e.getSQLState().startsWith("22");
            var error = new TaskError(notJson ? "InvalidResult" : "UnstorableOutcome",
                    (notJson ? "the handler returned what is not JSON: " : "its outcome could not be stored: ")
                            + e.getMessage(),
                    null);
            return following.turn(session, List.of(new Ended(ended.task(), new Outcome.Failed(error, null))),
                    Wish.nothing(List.of())).finished();
        }
    }
}
