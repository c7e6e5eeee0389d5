package dev.holdfast.resources;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads resources on a connection that the caller provides. Stateless, so thread-safe. */
public final class ResourceReader {
    private static final String IN_USE = """
            WITH queues AS (
                SELECT p.resource_id, min(p.position) AS head
                FROM holdfast.places AS p GROUP BY p.resource_id
                ORDER BY p.resource_id LIMIT 10000
            )
            SELECT r.id, r.name, q.queued, q.oldest, q.next
            FROM holdfast.resources AS r
            LEFT JOIN queues AS u ON u.resource_id = r.id
            CROSS JOIN LATERAL (
                SELECT count(*)::integer AS queued, min(t.submitted_at) AS oldest,
                       (array_agg(t.id ORDER BY t.position))[1:3] AS next
                FROM (SELECT t.id, t.submitted_at, p.position
                      FROM holdfast.places AS p JOIN holdfast.unfinished AS t ON t.id = p.task_id
                      WHERE p.resource_id = r.id AND u.resource_id IS NOT NULL
                        AND NOT EXISTS (SELECT FROM holdfast.running WHERE running.task_id = t.id)
                      ORDER BY p.position LIMIT 1000) AS t
            ) AS q
            WHERE u.resource_id IS NOT NULL
               OR r.name = ANY (SELECT l.resource FROM holdfast.locks AS l WHERE l.kind = 'resource')
            ORDER BY q.queued DESC, r.name
            LIMIT ?
            """;

    private ResourceReader() {}

    /** The resources that are held or waited for, the longest queue first, at most {@code limit} of them. */
    public static List<ResourceSummary> inUse(Connection connection, int limit) throws SQLException {
        Map<String, List<Holder>> holders = new LinkedHashMap<>();
        Sql.list(connection, """
                SELECT resource, mode = 'exclusive' AS exclusive, pid, application, task_id, task, worker, since
                FROM holdfast.locks
                WHERE kind = 'resource' AND granted
                ORDER BY resource, pid
                LIMIT 10000
                """,
                row -> holders.computeIfAbsent(row.getString("resource"), name -> new ArrayList<>()).add(holder(row)));
        return Sql.list(connection, IN_USE, row -> new ResourceSummary(row.getInt("id"), row.getString("name"),
                holders.getOrDefault(row.getString("name"), List.of()), row.getInt("queued"),
                Sql.instantOrNull(row, "oldest"), Sql.longs(row, "next")), limit);
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

    private static Holder holder(ResultSet row) throws SQLException {
        String application = row.getString("application");
        return new Holder(row.getBoolean("exclusive"), row.getInt("pid"), application == null ? "" : application,
                row.getObject("task_id", Long.class), row.getString("task"), row.getString("worker"),
                Sql.instantOrNull(row, "since"));
    }
}
