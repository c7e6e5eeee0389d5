package dev.holdfast.locks;

import dev.holdfast.database.Sql;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads who waits for whom on a connection that the caller provides. Stateless, so thread-safe. */
public final class WaitGraphReader {
    private static final String LINES = """
            WITH busy AS (
                SELECT resource_id, count(*)::integer AS total
                FROM (SELECT resource_id FROM holdfast.places ORDER BY resource_id, position LIMIT 200000) AS p
                GROUP BY resource_id
            ), chosen AS (
                SELECT r.id, r.name, b.total
                FROM busy AS b JOIN holdfast.resources AS r ON r.id = b.resource_id
                WHERE b.total > 1 OR r.name = ANY (?)
                ORDER BY b.total DESC, r.name LIMIT ?
            )
            SELECT c.name AS resource, c.total, p.task_id, u.name, NOT p.shared AS exclusive,
                   r.task_id IS NOT NULL AS holds, w.name AS worker
            FROM chosen AS c
            CROSS JOIN LATERAL (SELECT * FROM holdfast.places
                                WHERE resource_id = c.id ORDER BY position LIMIT ?) AS p
            JOIN holdfast.unfinished AS u ON u.id = p.task_id
            LEFT JOIN holdfast.running AS r ON r.task_id = p.task_id
            LEFT JOIN holdfast.workers AS w ON w.id = r.worker_id
            ORDER BY c.name, p.position
            """;

    private WaitGraphReader() {}

    /**
     * @param locks     as they were read just before: who holds a resource and runs no task
     * @param resources how many at most, the longest lines first
     * @param places    how many of each line at most
     */
    public static WaitGraph read(Connection connection, List<LockRow> locks, int resources, int places)
            throws SQLException {
        Map<String, List<Stander>> lines = new TreeMap<>();
        Map<String, Integer> totals = new HashMap<>();
        locks.stream()
                .filter(lock -> lock.kind() == LockKind.RESOURCE && lock.granted() && lock.worker() == null)
                .forEach(lock -> lines.computeIfAbsent(lock.name(), any -> new ArrayList<>())
                        .add(new Stander.OfSession(lock.session(), Objects.requireNonNullElse(lock.application(), ""),
                                lock.mode().equals("exclusive"))));
        Sql.list(connection, LINES, row -> {
            String resource = row.getString("resource");
            totals.put(resource, row.getInt("total"));
            return lines.computeIfAbsent(resource, any -> new ArrayList<>())
                    .add(new Stander.OfTask(row.getLong("task_id"), row.getString("name"),
                            row.getBoolean("exclusive"), row.getBoolean("holds"), row.getString("worker")));
        }, List.copyOf(lines.keySet()), resources + 1, places);
        lines.values()
                .removeIf(standers -> standers.stream().allMatch(Stander::holds)
                        && standers.stream().noneMatch(Stander.OfSession.class::isInstance));
        return new WaitGraph(lines.entrySet()
                .stream()
                .limit(resources)
                .map(line -> new Line(line.getKey(), totals.getOrDefault(line.getKey(), 0), line.getValue()))
                .toList(), lines.size() > resources);
    }
}
