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
    private static final String IN_USE = """
            WITH queues AS (
                SELECT u.resource_id, q.queued, q.oldest, q.next
                FROM (SELECT DISTINCT resource_id FROM holdfast.places ORDER BY resource_id LIMIT 10000) AS u
                CROSS JOIN LATERAL (
                    SELECT count(*)::integer AS queued, min(t.submitted_at) AS oldest,
                           (array_agg(t.id ORDER BY t.position))[1:3] AS next
                    FROM (SELECT t.id, t.submitted_at, p.position
                          FROM holdfast.places AS p JOIN holdfast.unfinished AS t ON t.id = p.task_id
                          WHERE p.resource_id = u.resource_id
                            AND NOT EXISTS (SELECT FROM holdfast.running WHERE running.task_id = t.id)
                          ORDER BY p.position LIMIT 1000) AS t
                ) AS q
            )
            SELECT r.id, r.name, COALESCE(q.queued, 0) AS queued, q.oldest, q.next
            FROM holdfast.resources AS r
            LEFT JOIN queues AS q ON q.resource_id = r.id
            WHERE q.resource_id IS NOT NULL OR r.name = ANY (?)
            ORDER BY COALESCE(q.queued, 0) DESC, r.name
            LIMIT ?
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
                        row.getString("worker"), Sql.instant(row, "submitted_at"),
                        Sql.instantOrNull(row, "started_at")),
                resource,
                limit);
    }
}
