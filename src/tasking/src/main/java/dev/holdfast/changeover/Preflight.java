package dev.holdfast.changeover;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a switch would meet.
 *
 * @param state     the row as it is
 * @param running   tasks that are to end before it
 * @param waiting   tasks that keep their places through it
 * @param assigned  of these, those that the manager has given to a worker: they go back in line
 * @param shared    of these, those with shared needs, which the manager treats as exclusive
 * @param lasting   how long the drain is likely to take, by past run times of the same handlers; null where there is no basis
 * @param workers   those that will follow, by name
 * @param silent    those that are taken for alive and have no lock session, so that they may not answer
 */
public record Preflight(WorkerType target, TypeState state, int running, int waiting, int assigned, int shared,
        @Nullable Duration lasting, List<String> workers, List<String> silent) {
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM holdfast.running)                                  AS running,
                   (SELECT count(*) FROM holdfast.unfinished)                               AS unfinished,
                   (SELECT count(*) FROM holdfast.manager_line WHERE worker_id IS NOT NULL) AS assigned,
                   (SELECT count(*) FROM holdfast.unfinished WHERE shared <> '{}')          AS shared
            """;
    /** For each running task the slow one of twenty of its handler's latest, less the time that it has run for. */
    private static final String LASTING = """
            SELECT CASE WHEN bool_and(past.slow IS NOT NULL)
                        THEN max(greatest(past.slow - extract(epoch FROM clock_timestamp() - r.started_at), 0)) END::float8
            FROM holdfast.running AS r
            JOIN holdfast.unfinished AS u ON u.id = r.task_id
            CROSS JOIN LATERAL (
                SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM f.finished_at - f.started_at)) AS slow
                FROM (SELECT started_at, finished_at, handler FROM holdfast.finished ORDER BY id DESC LIMIT 2000) AS f
                WHERE f.handler = u.handler AND f.started_at IS NOT NULL
            ) AS past
            """;
    private static final String WORKERS = """
            SELECT w.name,
                   EXISTS (SELECT FROM holdfast.living_workers AS l WHERE l.worker_id = w.id) AS answers
            FROM holdfast.workers AS w
            WHERE w.state IN ('online', 'draining')
            ORDER BY w.id
            """;

    static Preflight read(Connection connection, WorkerType target) throws SQLException {
        var workers = new ArrayList<String>();
        var silent = new ArrayList<String>();
        Sql.list(connection, WORKERS,
                row -> (row.getBoolean("answers") ? workers : silent).add(row.getString("name")));
        Duration lasting = Sql.duration(Sql.value(connection, Double.class, LASTING));
        TypeState state = TypeState.read(connection);
        return Sql.list(connection, COUNTS,
                row -> new Preflight(target, state, row.getInt("running"),
                        row.getInt("unfinished") - row.getInt("running"), row.getInt("assigned"), row.getInt("shared"),
                        lasting, workers, silent))
                .getFirst();
    }

    /** Why the switch cannot be begun; null when it can. */
    public @Nullable String refusal() {
        if (state.type() == target) {
            return "the worker type is %s already".formatted(target.word());
        }
        return null;
    }

    /** Whether a switch to another type was begun and has not ended. */
    public boolean isUnderWay() {
        return state.target() != null;
    }
}
