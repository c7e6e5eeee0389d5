package dev.holdfast.overview;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the overview on a connection that the caller provides. Every question has a cap. Stateless, so thread-safe. */
public final class OverviewReader {
    private static final String PULSE = """
            SELECT clock_timestamp() AS at, pg_stat_get_tuples_inserted(t.oid) AS submitted,
                   pg_stat_get_tuples_deleted(t.oid) AS ended, w.median, w.slow
            FROM (SELECT 'holdfast.unfinished'::regclass AS oid) AS t
            CROSS JOIN (
                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s)  AS median,
                       percentile_cont(0.95) WITHIN GROUP (ORDER BY s) AS slow
                FROM (SELECT extract(epoch FROM started_at - submitted_at)::float8 AS s
                      FROM holdfast.finished ORDER BY id DESC LIMIT 200) AS latest
            ) AS w
            """;
    /** What each running task needs. */
    private static final String NEEDS = """
            WITH needs AS (
                SELECT r.task_id, r.worker_id, n.id AS resource_id, n.exclusive
                FROM (SELECT task_id, worker_id FROM holdfast.running LIMIT 5000) AS r
                JOIN holdfast.unfinished AS u ON u.id = r.task_id
                CROSS JOIN LATERAL (SELECT unnest(u.exclusive_ids), true
                                    UNION ALL
                                    SELECT unnest(u.shared_ids), false) AS n (id, exclusive)
            )
            """;
    private static final String OVERLAPS = NEEDS
            + """
                    SELECT r.name AS resource, a.task_id AS task, v.name AS worker, b.task_id AS other, w.name AS other_worker
                    FROM needs AS a
                    JOIN needs AS b ON b.resource_id = a.resource_id AND b.worker_id > a.worker_id AND (a.exclusive OR b.exclusive)
                    JOIN holdfast.resources AS r ON r.id = a.resource_id
                    JOIN holdfast.workers AS v ON v.id = a.worker_id
                    JOIN holdfast.workers AS w ON w.id = b.worker_id
                    ORDER BY r.name, a.task_id, b.task_id LIMIT 20
                    """;
    /** Of one look at all locks, which may take long: who lives, and the tasks of these that lack a lock. */
    private static final String UNLOCKED = NEEDS
            + """
                    , locks AS MATERIALIZED (
                        SELECT l.session, l.space, l.key, l.exclusive FROM holdfast.advisory_locks AS l WHERE l.granted
                    )
                    SELECT alive.workers, unlocked.*
                    FROM (SELECT COALESCE(array_agg(DISTINCT key), '{}') AS workers FROM locks
                          WHERE space = holdfast.worker_space() AND exclusive) AS alive
                    LEFT JOIN LATERAL (
                        SELECT r.name AS resource, n.task_id AS task, w.name AS worker, w.backend_pid AS session
                        FROM needs AS n
                        JOIN holdfast.workers AS w ON w.id = n.worker_id AND w.type = 'advisory'
                        JOIN locks AS own ON own.session = w.backend_pid AND own.space = holdfast.worker_space() AND own.key = w.id
                        JOIN holdfast.resources AS r ON r.id = n.resource_id
                        LEFT JOIN locks AS held ON held.session = w.backend_pid AND held.space = holdfast.resource_space()
                              AND held.key = n.resource_id AND (held.exclusive OR NOT n.exclusive)
                        WHERE held.session IS NULL
                        ORDER BY r.name, n.task_id LIMIT 20
                    ) AS unlocked ON true
                    """;
    private static final String CONTENDED = """
            WITH worst AS (
                SELECT p.resource_id, count(*)::integer AS waiting,
                       extract(epoch FROM sum(now() - u.submitted_at))::float8 AS waited
                FROM (SELECT * FROM holdfast.places ORDER BY resource_id, position LIMIT 200000) AS p
                JOIN holdfast.unfinished AS u ON u.id = p.task_id
                WHERE p.task_id <> ALL (ARRAY(SELECT task_id FROM holdfast.running))
                GROUP BY p.resource_id ORDER BY waited DESC LIMIT ?
            )
            SELECT s.name AS resource, w.waiting, w.waited, head.id AS head, head.name AS head_name, v.name AS worker,
                   head.started_at
            FROM worst AS w
            JOIN holdfast.resources AS s ON s.id = w.resource_id
            CROSS JOIN LATERAL (SELECT u.id, u.name, r.worker_id, r.started_at
                                FROM holdfast.places AS p
                                JOIN holdfast.unfinished AS u ON u.id = p.task_id
                                LEFT JOIN holdfast.running AS r ON r.task_id = p.task_id
                                WHERE p.resource_id = w.resource_id
                                ORDER BY p.position LIMIT 1) AS head
            LEFT JOIN holdfast.workers AS v ON v.id = head.worker_id
            ORDER BY w.waited DESC
            """;
    private static final String UNSERVED = """
            SELECT r.handler, r.tasks, r.since
            FROM (SELECT handler, sum(1 + further)::integer AS tasks, min(ready_at) AS since
                  FROM (SELECT handler, ready_at, further FROM holdfast.ready LIMIT 10000) AS few GROUP BY handler) AS r
            WHERE NOT EXISTS (SELECT FROM holdfast.workers AS w
                              WHERE w.state = 'online' AND r.handler = ANY (w.handlers))
            ORDER BY r.since LIMIT 20
            """;
    private static final String LOST = """
            SELECT id, name, host, ended_at AS at FROM holdfast.workers
            WHERE state = 'lost' AND ended_at > now() - interval '1 hour'
            ORDER BY ended_at DESC LIMIT 20
            """;
    private static final String FAILURES = """
            SELECT f.type, f.message, count(*)::integer AS tasks,
                   (count(*) FILTER (WHERE f.finished_at > now() - interval '1 minute'))::integer AS recent, max(f.id) AS latest,
                   (array_agg(f.name ORDER BY f.id DESC))[1] AS latest_name, max(f.finished_at) AS at
            FROM (SELECT id, name, finished_at, COALESCE(error_type, '') AS type,
                         regexp_replace(left(split_part(COALESCE(error_message, ''), E'\\n', 1), 200), '\\d+', '#', 'g') AS message
                  FROM holdfast.finished WHERE state = 'failed' ORDER BY id DESC LIMIT 1000) AS f
            WHERE f.finished_at > now() - interval '1 day'
            GROUP BY f.type, f.message ORDER BY tasks DESC, latest DESC LIMIT ?
            """;

    private OverviewReader() {}

    public static Pulse pulse(Connection connection) throws SQLException {
        return Sql.first(connection, PULSE,
                row -> new Pulse(Sql.instant(row, "at"), row.getLong("submitted"), row.getLong("ended"),
                        Sql.durationOrNull(row, "median"), Sql.durationOrNull(row, "slow")))
                .orElseGet(Pulse::none);
    }

    /**
     * @param alive the ids of the workers whose lock sessions hold their locks, as {@link dev.holdfast.workers.WorkerReader#alive} tells
     */
    public record Look(Overview overview, Set<Integer> alive) {}

    /**
     * @param at    the database's clock at this reading
     * @param limit how many resources and kinds of failures at most
     */
    public static Look read(Connection connection, Instant at, int limit) throws SQLException {
        long start = System.nanoTime();
        var suspicions = new ArrayList<Suspicion>();
        suspicions.addAll(Sql.list(connection, OVERLAPS, row -> new Suspicion.Overlap(row.getString("resource"),
                row.getLong("task"), row.getString("worker"), row.getLong("other"), row.getString("other_worker"))));
        Set<Integer> alive = unlocked(connection, suspicions);
        List<Contention> contended = Sql.list(connection, CONTENDED, OverviewReader::contention, limit);
        List<Unserved> unserved = Sql.list(connection, UNSERVED, row -> new Unserved(row.getString("handler"),
                row.getInt("tasks"), Sql.instant(row, "since")));
        List<LostWorker> lost = Sql.list(connection, LOST, row -> new LostWorker(row.getInt("id"),
                row.getString("name"), row.getString("host"), Sql.instant(row, "at")));
        List<FailureGroup> failures = Sql.list(connection, FAILURES, OverviewReader::failure, limit);
        return new Look(new Overview(at, Duration.ofNanos(System.nanoTime() - start), suspicions, contended, unserved,
                lost, failures), alive);
    }

    /** Returns the workers that live. */
    private static Set<Integer> unlocked(Connection connection, List<Suspicion> suspicions) throws SQLException {
        var alive = new HashSet<Integer>();
        Sql.list(connection, UNLOCKED, row -> {
            Sql.longs(row, "workers").forEach(id -> alive.add(Math.toIntExact(id)));
            return row.getString("resource") == null
                    ? Optional.<Suspicion>empty()
                    : Optional.<Suspicion>of(new Suspicion.Unlocked(row.getString("resource"), row.getLong("task"),
                            row.getString("worker"), row.getInt("session")));
        }).forEach(found -> found.ifPresent(suspicions::add));
        return alive;
    }

    private static Contention contention(ResultSet row) throws SQLException {
        return new Contention(row.getString("resource"), row.getInt("waiting"),
                Sql.duration(row, "waited"), row.getObject("head", Long.class),
                row.getString("head_name"), row.getString("worker"), Sql.instantOrNull(row, "started_at"));
    }

    private static FailureGroup failure(ResultSet row) throws SQLException {
        return new FailureGroup(row.getString("type"), row.getString("message"), row.getInt("tasks"),
                row.getInt("recent"), row.getLong("latest"), row.getString("latest_name"), Sql.instant(row, "at"));
    }
}
