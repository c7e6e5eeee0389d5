package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether workers are there for tasks that could start, and for what dead ones have left. */
final class WorkerCheck implements Check {
    private static final String CREW = """
            WITH crew AS MATERIALIZED (
                SELECT w.name, w.handlers, w.state,
                       EXISTS (SELECT FROM holdfast.living_workers AS l WHERE l.worker_id = w.id) AS lives
                FROM holdfast.workers AS w WHERE w.state IN ('online', 'draining')
            ), waiting AS MATERIALIZED (
                SELECT r.handler, sum(1 + r.further) AS n,
                       EXISTS (SELECT FROM crew AS c WHERE c.lives AND c.state = 'online' AND r.handler = ANY (c.handlers)) AS served
                FROM holdfast.ready AS r GROUP BY r.handler
            )
            SELECT (SELECT count(*) FROM crew WHERE lives AND state = 'online')                AS online,
                   (SELECT string_agg(name, ', ' ORDER BY name) FROM crew WHERE NOT lives)     AS lost,
                   (SELECT COALESCE(sum(n), 0) FROM waiting)                                   AS ready,
                   (SELECT string_agg(format('%s for %s', n, handler), ', ' ORDER BY n DESC, handler)
                    FROM waiting WHERE NOT served)                                             AS unserved
            """;

    @Override
    public Finding look(Connection connection) throws SQLException {
        return Sql.first(connection, CREW, WorkerCheck::finding).orElseThrow();
    }

    private static Finding finding(ResultSet row) throws SQLException {
        long online = row.getLong("online");
        String lost = row.getString("lost");
        String unserved = row.getString("unserved");
        if (online == 0 && lost != null) {
            return Finding.warn("none is online, and nobody settles what those left that died: " + lost,
                    "Start one: holdfast worker.");
        } else if (online == 0 && unserved != null) {
            return Finding.warn("none is online, and %d tasks are ready".formatted(row.getLong("ready")),
                    "Start one: holdfast worker.");
        } else if (unserved != null) {
            return Finding.warn(
                    "none of the %d online runs the handlers of ready tasks: %s".formatted(online, unserved),
                    "Start one that does, with --handlers, and --jars where it is one of your own.");
        }
        return Finding.ok(online == 0 ? "none is online, and none is needed" : online + " online");
    }
}
