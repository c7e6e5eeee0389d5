package dev.holdfast.resources;

import dev.holdfast.database.Sql;
import dev.holdfast.locks.LockReader;
import dev.holdfast.locks.LockRow;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads resources on a connection that the caller provides. Stateless, so thread-safe. */
public final class ResourceReader {
    private static final int LOCKS = 10_000;
    /** One pass over the lines; of all these tasks only those shown are looked up. There is garbage in the table of those that run. */
    private static final String IN_USE = """
            WITH runs AS MATERIALIZED (
                SELECT task_id FROM holdfast.running
            ), queues AS (
                SELECT p.resource_id, (count(*) FILTER (WHERE p.waits))::integer AS queued,
                       (array_agg(p.task_id ORDER BY p.position) FILTER (WHERE p.waits))[1:3] AS next
                FROM (SELECT resource_id, position, task_id, task_id NOT IN (SELECT runs.task_id FROM runs) AS waits
                      FROM holdfast.places ORDER BY resource_id, position LIMIT 200000) AS p
                GROUP BY p.resource_id
            ), longest AS (
                SELECT r.id, r.name, COALESCE(q.queued, 0) AS queued, q.next
                FROM holdfast.resources AS r
                LEFT JOIN queues AS q ON q.resource_id = r.id
                WHERE q.resource_id IS NOT NULL OR r.name = ANY (?)
                ORDER BY COALESCE(q.queued, 0) DESC, r.name
                LIMIT ?
            )
            SELECT l.*, t.submitted_at AS oldest
            FROM longest AS l
            LEFT JOIN holdfast.unfinished AS t ON t.id = l.next[1]
            ORDER BY l.queued DESC, l.name
            """;

    private ResourceReader() {}

    /** The resources that are held or waited for, the longest queue first, at most {@code limit} of them. */
    public static List<ResourceSummary> inUse(Connection connection, int limit) throws SQLException {
        Set<String> locked = new TreeSet<>();
        Map<String, List<Holder>> holders = new HashMap<>();
        for (LockRow lock : LockReader.list(connection, false, LOCKS)) {
            if (lock.resource() != null) {
                locked.add(lock.resource());
                if (lock.granted()) {
                    holders.computeIfAbsent(lock.resource(), name -> new ArrayList<>()).add(Holder.of(lock));
                }
            }
        }
        return Sql.list(connection, IN_USE,
                row -> new ResourceSummary(row.getInt("id"), row.getString("name"),
                        holders.getOrDefault(row.getString("name"), List.of()), row.getInt("queued"),
                        Sql.instantOrNull(row, "oldest"), Sql.longs(row, "next")),
                List.copyOf(locked), limit);
    }

    /** The queue of one resource in order, those that run first, at most {@code limit} places. */
    public static List<QueueEntry> queue(Connection connection, String resource, int limit) throws SQLException {
        return Sql.list(connection,
                """
                        SELECT row_number() OVER (ORDER BY p.position)::integer AS nth,
                               t.id, t.name, NOT p.shared AS exclusive, w.name AS worker, t.submitted_at, run.started_at,
                               holdfast.state_of(run.canceling) AS state,
                               w.id IS NOT NULL AND NOT EXISTS (SELECT FROM pg_stat_get_activity(w.backend_pid)) AS lost,
                               row_number() OVER (ORDER BY p.position) = 1 OR bool_and(p.shared) OVER (ORDER BY p.position) AS first
                        FROM holdfast.resources AS r
                        JOIN holdfast.places AS p ON p.resource_id = r.id
                        JOIN holdfast.unfinished AS t ON t.id = p.task_id
                        LEFT JOIN holdfast.running AS run ON run.task_id = t.id
                        LEFT JOIN holdfast.workers AS w ON w.id = run.worker_id
                        WHERE r.name = ?
                        ORDER BY p.position
                        LIMIT ?
                        """,
                row -> new QueueEntry(row.getInt("nth"), row.getLong("id"), row.getString("name"),
                        TaskState.of(row.getString("state")), row.getBoolean("exclusive"), row.getBoolean("first"),
                        row.getBoolean("lost"), row.getString("worker"), Sql.instant(row, "submitted_at"),
                        Sql.instantOrNull(row, "started_at")),
                resource,
                limit);
    }
}
