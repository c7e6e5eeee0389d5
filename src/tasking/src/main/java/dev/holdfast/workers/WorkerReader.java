package dev.holdfast.workers;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads workers on a connection that the caller provides. Stateless, so thread-safe. */
public final class WorkerReader {
    private WorkerReader() {}

    /**
     * The workers, alive ones first, then those that ended last.
     *
     * @param ended also those that have stopped or were lost
     */
    public static List<WorkerRow> list(Connection connection, boolean ended, int limit) throws SQLException {
        return list(connection, ended, limit, alive(connection));
    }

    /** The ids of those whose lock sessions hold their locks; takes a look at all locks of the server. */
    public static Set<Integer> alive(Connection connection) throws SQLException {
        return Set.copyOf(Sql.list(connection, """
                SELECT DISTINCT key FROM holdfast.advisory_locks
                WHERE space = holdfast.worker_space() AND exclusive AND granted
                """, row -> row.getInt("key")));
    }

    /** The id of the worker that came last, whether it lives or not; 0 before the first one. */
    public static int newest(Connection connection) throws SQLException {
        return Objects.requireNonNull(
                Sql.value(connection, Integer.class, "SELECT COALESCE(max(id), 0) FROM holdfast.workers"));
    }

    /** The ids of those that came after that one and have not ended, as far as anybody has noticed. */
    public static List<Integer> onlineSince(Connection connection, int id) throws SQLException {
        return Sql.list(connection,
                "SELECT id FROM holdfast.workers WHERE id > ? AND state IN ('online', 'draining')",
                row -> row.getInt("id"), id);
    }

    /** The same as the first, where it was found out before who is alive. */
    public static List<WorkerRow> list(Connection connection, boolean ended, int limit, Set<Integer> alive)
            throws SQLException {
        Map<Integer, List<WorkerRow.Running>> running = new HashMap<>();
        Sql.list(connection, """
                SELECT r.worker_id, u.id, u.name
                FROM (SELECT * FROM holdfast.running ORDER BY started_at, task_id LIMIT 10000) AS r
                JOIN holdfast.unfinished AS u ON u.id = r.task_id
                ORDER BY r.started_at, u.id
                """, row -> running.computeIfAbsent(row.getInt("worker_id"), id -> new ArrayList<>())
                .add(new WorkerRow.Running(row.getLong("id"), row.getString("name"))));
        return Sql.list(connection, """
                SELECT w.*
                FROM holdfast.workers AS w
                WHERE ? OR w.state IN ('online', 'draining')
                ORDER BY w.ended_at DESC NULLS FIRST, w.id
                LIMIT ?
                """,
                row -> worker(row, alive.contains(row.getInt("id")), running.getOrDefault(row.getInt("id"), List.of())),
                ended, limit);
    }

    private static WorkerRow worker(ResultSet row, boolean alive, List<WorkerRow.Running> tasks) throws SQLException {
        return new WorkerRow(row.getInt("id"), row.getString("name"), row.getString("host"), row.getLong("pid"),
                row.getString("version"), row.getString("type"), row.getInt("slots"), Sql.texts(row, "handlers"),
                WorkerState.of(row.getString("state")), alive, row.getInt("backend_pid"),
                Sql.instant(row, "started_at"), Sql.instant(row, "last_seen"), Sql.instantOrNull(row, "ended_at"),
                tasks);
    }
}
