package dev.holdfast.testing;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads from the tasks table what really ran, and names every violation. */
public final class History {
    private static final String OVERLAPS = """
            WITH needs AS (
                SELECT id, n, true AS exclusive, started_at, COALESCE(finished_at, 'infinity') AS finished_at
                FROM holdfast.tasks CROSS JOIN LATERAL unnest(exclusive) AS n WHERE started_at IS NOT NULL
                UNION ALL
                SELECT id, n, false, started_at, COALESCE(finished_at, 'infinity')
                FROM holdfast.tasks CROSS JOIN LATERAL unnest(shared) AS n WHERE started_at IS NOT NULL
            )
            SELECT format('tasks %s and %s ran at once on %s', a.id, b.id, a.n) AS violation
            FROM needs AS a
            JOIN needs AS b ON b.n = a.n AND b.id > a.id AND (a.exclusive OR b.exclusive)
            WHERE a.started_at < b.finished_at AND b.started_at < a.finished_at
            """;
    private static final String OVERTAKINGS = """
            WITH needs AS (
                SELECT id, position, n, true AS exclusive, started_at, finished_at
                FROM holdfast.tasks CROSS JOIN LATERAL unnest(exclusive) AS n WHERE position IS NOT NULL
                UNION ALL
                SELECT id, position, n, false, started_at, finished_at
                FROM holdfast.tasks CROSS JOIN LATERAL unnest(shared) AS n WHERE position IS NOT NULL
            )
            SELECT format('task %s started before the earlier task %s had finished, on %s', b.id, a.id, a.n) AS violation
            FROM needs AS a
            JOIN needs AS b ON b.n = a.n AND b.position > a.position AND (a.exclusive OR b.exclusive)
            WHERE b.started_at < COALESCE(a.finished_at, 'infinity')
            """;

    private History() {}

    /** Conflicting tasks that ran at once, and tasks that started before an earlier conflicting one had finished. */
    public static List<String> violations(Connection connection) throws SQLException {
        return Sql.list(connection, "(" + OVERLAPS + ") UNION ALL (" + OVERTAKINGS + ")",
                row -> row.getString("violation"));
    }

    /** What must be gone once all tasks are finished: places in line, and locks. */
    public static List<String> leftovers(Connection connection) throws SQLException {
        return Sql.list(connection,
                """
                        SELECT format('task %s still has a place', task_id) AS leftover FROM holdfast.places
                        UNION ALL
                        SELECT format('%s %s is still locked by session %s', kind, name, pid)
                        FROM holdfast.locks WHERE kind IN ('resource', 'task')
                        UNION ALL
                        SELECT format('the lock of task %s is still held by session %s', (classid::bigint << 32) | objid::bigint, pid)
                        FROM pg_locks
                        WHERE locktype = 'advisory' AND objsubid = 1
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """,
                row -> row.getString("leftover"));
    }
}
