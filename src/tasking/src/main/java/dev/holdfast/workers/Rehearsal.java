package dev.holdfast.workers;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Two tasks of nobody's, one behind the other, that a worker takes through claim and finish in one transaction and takes back:
 * what server and driver prepare at the first use of a statement is prepared then.
 */
final class Rehearsal {
    /** A handler that no user can name. */
    private static final Wish ONE = new Wish(List.of(""), 1, 0, List.of());

    private Rehearsal() {}

    static void run(Connection connection, LockSession session) throws SQLException {
        connection.setAutoCommit(false);
        if (Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.begin_rehearsal(?)",
                session.workerId()))) {
            Turn first = session.turn(List.of(), ONE);
            Turn second = session.turn(completed(first), ONE);
            session.turn(completed(second), Wish.nothing(List.of()));
        }
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static List<Ended> completed(Turn turn) {
        return turn.claimed().stream().map(task -> new Ended(task, new Outcome.Completed(null))).toList();
    }
}
