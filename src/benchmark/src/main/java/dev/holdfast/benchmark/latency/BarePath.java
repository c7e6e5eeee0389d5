package dev.holdfast.benchmark.latency;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The least that any queue on PostgreSQL does: a row and a notification, its receipt, and one claim. For one thread. */
final class BarePath implements AutoCloseable {
    private static final String SUBMIT = """
            WITH submitted AS (INSERT INTO bare_tasks DEFAULT VALUES RETURNING id)
            SELECT pg_notify('bare_tasks', id::text) FROM submitted
            """;
    private static final String CLAIM = """
            UPDATE bare_tasks SET state = 'running', started_at = clock_timestamp() WHERE id = ?
            RETURNING (extract(epoch FROM started_at - submitted_at) * 1000)::float8
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection submitter;
    private final Connection listener;

    private BarePath(Connection submitter, Connection listener) {
        this.submitter = submitter;
        this.listener = listener;
    }

    static BarePath open(Bed bed) throws SQLException {
        Sql.run(bed.connection(), """
                CREATE TABLE bare_tasks (
                    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    state        text        NOT NULL DEFAULT 'waiting',
                    submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    started_at   timestamptz
                )
                """);
        var path = new BarePath(bed.connection(), bed.connect());
        Sql.run(path.listener, "LISTEN bare_tasks");
        return path;
    }

    /** One task's way, in milliseconds by the server's clock. */
    double submitToStart() throws SQLException {
        Sql.run(submitter, SUBMIT);
        PGNotification[] received = listener.unwrap(PGConnection.class).getNotifications((int) PATIENCE.toMillis());
        if (received == null || received.length != 1) {
            throw new DatabaseError("the notification of a bare task did not arrive", null);
        }
        long id = Long.parseLong(received[0].getParameter());
        return Objects.requireNonNull(Sql.value(listener, Double.class, CLAIM, id));
    }

    @Override
    public void close() throws SQLException {
        listener.close();
        Sql.run(submitter, "DROP TABLE bare_tasks");
    }
}
