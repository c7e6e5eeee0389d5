package dev.holdfast.manager;

import dev.holdfast.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts what was submitted on the manager's list. It is there before the commit that notes it: were it the other way round, a
 * process that ends in between would leave a task behind that nobody puts there. The manager waits for the commit.
 */
final class Lining {
    private static final int AT_ONCE = 1000;

    private Lining() {}

    /** What was submitted since; one process at a time. */
    static void fresh(Connection connection, Lists lists) throws SQLException {
        while (line(connection, lists, "SELECT holdfast.line_up(%d)".formatted(AT_ONCE))) {
            Thread.yield();
        }
    }

    /** What has waited since before this type was at work. */
    static void all(Connection connection, Lists lists) throws SQLException {
        line(connection, lists, "SELECT holdfast.line_up_waiting()");
    }

    /** Whether it was at it, and so has to look again. */
    private static boolean line(Connection connection, Lists lists, String statement) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Array lined = Sql.value(connection, Array.class, statement);
            List<Long> tasks = lined == null ? List.of() : List.of((Long[]) lined.getArray());
            lists.append(lists.ofManager(), tasks);
            connection.commit();
            return lined != null;
        } finally {
            // Where it did not come to the commit this rolls back.
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
