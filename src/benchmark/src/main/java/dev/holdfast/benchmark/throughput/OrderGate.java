package dev.holdfast.benchmark.throughput;

import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lets a run count only if it did what it should. */
final class OrderGate {
    // All needs are exclusive, so on each resource a task starts after the one before it has finished, or is wrong.
    private static final String FAULTS = """
            WITH line AS (
                SELECT t.id, n AS resource, t.started_at,
                       lag(t.finished_at) OVER (PARTITION BY n ORDER BY t.position) AS freed_at
                FROM holdfast.tasks AS t CROSS JOIN LATERAL unnest(t.exclusive) AS n
                WHERE t.id = ANY (?)
            )
            SELECT format('task %s is %s', id, state) AS fault FROM holdfast.tasks
            WHERE id = ANY (?) AND state <> 'completed'
            UNION ALL
            SELECT format('task %s started before its turn on %s', id, resource) FROM line WHERE started_at < freed_at
            LIMIT 10
            """;

    private OrderGate() {}

    /**
     * Looks at the history of these tasks, which are no longer running.
     *
     * @throws DatabaseError when one did not complete, or overtook another; the message names up to ten
     */
    static void pass(Connection connection, List<Long> ids) throws SQLException {
        List<String> faults = Sql.list(connection, FAULTS, row -> row.getString("fault"), ids, ids);
        if (!faults.isEmpty()) {
            throw new DatabaseError("the figures of a run that went wrong are worth nothing: "
                    + String.join(", ", faults), null);
        }
    }
}
