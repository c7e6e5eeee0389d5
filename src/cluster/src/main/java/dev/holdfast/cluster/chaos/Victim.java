package dev.holdfast.cluster.chaos;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A worker that is alive, and what it runs.
 *
 * @param session  that of its locks
 * @param attempts of the tasks, in the same order
 */
record Victim(String name, long pid, int session, List<Long> tasks, List<Long> attempts) {
    /** Tasks that are forgotten when they complete are left out: nobody could tell whether they were lost. */
    private static final String ALIVE = """
            SELECT w.name, w.pid, w.backend_pid,
                   array_agg(r.task_id ORDER BY r.task_id) FILTER (WHERE u.keep)         AS tasks,
                   array_agg(r.attempt::bigint ORDER BY r.task_id) FILTER (WHERE u.keep) AS attempts
            FROM holdfast.workers AS w
            LEFT JOIN holdfast.running AS r ON r.worker_id = w.id
            LEFT JOIN holdfast.unfinished AS u ON u.id = r.task_id
            WHERE w.state IN ('online', 'draining')
            GROUP BY w.id
            ORDER BY w.id
            """;

    static List<Victim> alive(Connection connection) throws SQLException {
        return Sql.list(connection, ALIVE, row -> new Victim(row.getString("name"), row.getLong("pid"),
                row.getInt("backend_pid"), Sql.longs(row, "tasks"), Sql.longs(row, "attempts")));
    }

    boolean isBusy() {
        return !tasks.isEmpty();
    }
}
