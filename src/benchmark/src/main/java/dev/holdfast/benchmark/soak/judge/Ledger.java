package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the database says of the soak's tasks. The only place that knows its tables. */
public final class Ledger {
    private static final String UNFINISHED = "('waiting', 'running', 'canceling')";

    private Ledger() {}

    /**
     * A task's row.
     *
     * @param pid of the worker that had it last
     */
    public record Row(long id, int number, String state, int attempt, int maxAttempts, long pid,
            @Nullable String errorType, @Nullable String errorMessage, @Nullable String result,
            @Nullable Instant finished) {
        public boolean isFinal() {
            return finished != null;
        }

        @Override
        public String toString() {
            return "#%d (task %d, %s, attempt %d of %d, worker process %d, %s: %s)".formatted(number, id, state,
                    attempt, maxAttempts, pid, errorType, errorMessage);
        }
    }

    /** All tasks after that id, in the order of their ids. */
    public static List<Row> rows(Connection connection, long after, boolean finalOnly) throws SQLException {
        return Sql.list(connection, """
                SELECT t.id, t.name, t.state::text, t.attempt, t.max_attempts, COALESCE(w.pid, 0) AS pid,
                       t.error_type, t.error_message, t.result::text, t.finished_at
                FROM holdfast.tasks AS t LEFT JOIN holdfast.workers AS w ON w.id = t.worker_id
                WHERE t.id > ? AND (t.finished_at IS NOT NULL OR NOT ?)
                ORDER BY t.id
                """, row -> new Row(row.getLong("id"), Plans.number(row.getString("name")), row.getString("state"),
                row.getInt("attempt"), row.getInt("max_attempts"), row.getLong("pid"), row.getString("error_type"),
                row.getString("error_message"), row.getString("result"), Sql.instantOrNull(row, "finished_at")), after,
                finalOnly);
    }

    /** The largest id so far. */
    public static long last(Connection connection) throws SQLException {
        Long last = Sql.value(connection, Long.class, "SELECT COALESCE(max(id), 0) FROM holdfast.tasks");
        return last == null ? 0 : last;
    }

    public static long unfinished(Connection connection) throws SQLException {
        return count(connection, "SELECT count(*) FROM holdfast.unfinished");
    }

    /** How many trains of quick tasks were taken since the server crashed for the last time, or ever. */
    public static long trains(Connection connection) throws SQLException {
        return count(connection, "SELECT pg_stat_get_tuples_inserted('holdfast.trains'::regclass)");
    }

    /** How many tasks a worker process has that it was not seen to end. */
    public static long running(Connection connection, long pid) throws SQLException {
        return count(connection, """
                SELECT count(*) FROM holdfast.tasks AS t JOIN holdfast.workers AS w ON w.id = t.worker_id
                WHERE w.pid = ? AND t.state IN ('running', 'canceling')
                """, pid);
    }

    /** What must not be left once all tasks are final. */
    public static List<String> leftovers(Connection connection) throws SQLException {
        return Sql.list(connection, """
                SELECT format('the %s lock on %s is held by session %s (%s)', kind, name, pid, application) AS leftover
                FROM holdfast.locks WHERE kind IN ('resource', 'task')
                UNION ALL
                SELECT format('task %s has a place still', task_id) FROM holdfast.places
                UNION ALL
                SELECT format('worker %s has a train still', worker_id) FROM holdfast.trains
                """, row -> row.getString("leftover"));
    }

    /** The tasks that are not final, each with the reason. */
    public static List<String> stuck(Connection connection) throws SQLException {
        return Sql.list(connection, """
                SELECT format('task %s (%s, attempt %s) is %s: %s', id, name, attempt, state, holdfast.why(id)) AS stuck
                FROM holdfast.tasks WHERE state IN
                """ + UNFINISHED + " ORDER BY id LIMIT 20", row -> row.getString("stuck"));
    }

    private static long count(Connection connection, String sql, Object... parameters) throws SQLException {
        Long count = Sql.value(connection, Long.class, sql, parameters);
        return count == null ? 0 : count;
    }
}
