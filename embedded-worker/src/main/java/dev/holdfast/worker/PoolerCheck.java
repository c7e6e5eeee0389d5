package dev.holdfast.worker;

import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Refuses a connection pooler that gives each transaction another session: session locks and notifications break behind
 * it without a word. Its sign is that two open connections are served by the same server process.
 */
final class PoolerCheck {
    private PoolerCheck() {}

    /**
     * Looks at two connections, both open.
     *
     * @throws Refused when there is such a pooler in between
     */
    static void refusePooler(Connection one, Connection other) throws SQLException {
        if (Objects.equals(backend(one), backend(other))) {
            throw new Refused(
                    "two connections share one server session: there is a pooler in transaction mode in between",
                    "Give workers the address of PostgreSQL itself, or of a pooler in session mode.");
        }
    }

    private static Integer backend(Connection connection) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, Integer.class, "SELECT pg_backend_pid()"));
    }
}
