package dev.holdfast.cli;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A worker that does what the test says, on a lock session of its own. */
final class HandDrivenWorker implements AutoCloseable {
    private final Connection connection;
    private final int id;

    HandDrivenWorker(Database database, String name, List<String> handlers) throws SQLException {
        connection = database.settings().open(name);
        id = Objects.requireNonNull(Sql.value(connection, Integer.class,
                "SELECT holdfast.register(?, 'host.example', 42, '0.1', 8, ?)", name, handlers));
    }

    /** Starts all tasks that are ready and returns their ids. */
    List<Long> claim(String handler) throws SQLException {
        Sql.run(connection, "SELECT holdfast.admit()");
        return Sql.list(connection, "SELECT id FROM holdfast.claim(?, 'by hand', '{}', ?, 8, 0)",
                row -> row.getLong(1), id, List.of(handler));
    }

    void log(long task, int seq, String text) throws SQLException {
        Sql.run(connection, "INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, 1, ?, ?)", task,
                seq, text);
    }

    void complete(long task) throws SQLException {
        finish(task, "completed", "{\"pages\": 3}", null, null);
    }

    void fail(long task, String type, String message) throws SQLException {
        finish(task, "failed", null, type, message);
    }

    private void finish(long task, String outcome, @Nullable String result, @Nullable String type,
            @Nullable String message) throws SQLException {
        Sql.run(connection, """
                SELECT holdfast.finish(?, ARRAY[?::bigint], ARRAY[1], ARRAY[?::holdfast.task_state], ARRAY[?], ARRAY[?],
                                       ARRAY[?], NULL)
                """, id, task, outcome, result, type, message);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
