package dev.holdfast.cli.doctor;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.PGConnection;

/** Whether a pooler stands between that gives a session's locks to somebody else. */
final class PoolerCheck implements Check {
    private final ConnectionSource source;

    PoolerCheck(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Finding look(Connection connection) throws SQLException {
        try (Connection second = source.get()) {
            int first = session(connection);
            int other = session(second);
            int again = session(connection);
            int promised = connection.unwrap(PGConnection.class).getBackendPID();
            return judge(first, other, again, promised);
        }
    }

    /**
     * @param first    the session that the first connection spoke to
     * @param other    the session of a second connection, while the first is open
     * @param again    the session of the first connection afterwards
     * @param promised the session that the first connection was told at its start
     */
    static Finding judge(int first, int other, int again, int promised) {
        if (first == other || first != again) {
            return Finding.fail("a pooler in transaction mode: sessions are shared, and so would be locks",
                    "Connect to the server itself, or to a pool in session mode.");
        }
        return first != promised
                ? Finding.warn("a pooler stands between, in session mode it seems",
                        "Connect workers to the server itself: a pooler can end their sessions.")
                : Finding.ok("none");
    }

    private static int session(Connection connection) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, Integer.class, "SELECT pg_backend_pid()"));
    }
}
