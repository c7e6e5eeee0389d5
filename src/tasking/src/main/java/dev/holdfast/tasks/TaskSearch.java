package dev.holdfast.tasks;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the ids of tasks that match a filter, in SQL, to be built into a statement that has the CTE {@link #ALIVE}. */
final class TaskSearch {
    /** The workers whose lock sessions hold their locks; looked up only where it matters. */
    static final String ALIVE = """
            alive AS MATERIALIZED (
                SELECT worker_id FROM holdfast.living_workers
            )""";

    /** The newest or oldest of each table that has tasks in these states: the view alone would be read whole. */
    private static final String MATCHING = """
            ARRAY(
                WITH wanted AS (SELECT ?::holdfast.task_state[] AS states, ?::text[] AS phases, ?::text AS name,
                                       ?::text AS resource, ?::text AS worker, ?::text AS group_name, ?::bigint AS blocked_by,
                                       clock_timestamp() - make_interval(secs => ?) AS before, ? AS not_retried),
                     workers AS (SELECT id FROM holdfast.workers, wanted WHERE workers.name = wanted.worker),
                     behind AS MATERIALIZED (
                         SELECT theirs.task_id
                         FROM wanted AS w
                         JOIN holdfast.unfinished AS b ON b.id = w.blocked_by
                         CROSS JOIN LATERAL unnest(b.exclusive_ids || b.shared_ids) AS r (id)
                         JOIN holdfast.places AS its ON its.resource_id = r.id AND its.position = b.position
                         JOIN holdfast.places AS theirs ON theirs.resource_id = r.id AND theirs.position > its.position
                         WHERE NOT (its.shared AND theirs.shared)
                         UNION
                         SELECT p.task_id FROM wanted AS w JOIN holdfast.prerequisites AS p ON p.prerequisite = w.blocked_by)
                SELECT id
                FROM ((SELECT t.id
                       FROM wanted AS w CROSS JOIN holdfast.running AS r JOIN holdfast.unfinished AS t ON t.id = r.task_id
                       WHERE holdfast.state_of(r.canceling) = ANY (w.states) AND w.blocked_by IS NULL
                         AND (w.worker IS NULL OR r.worker_id IN (SELECT id FROM workers))
                         AND (w.phases IS NULL
                              OR CASE WHEN r.worker_id NOT IN (SELECT worker_id FROM alive) THEN 'lost'
                                      ELSE holdfast.state_of(r.canceling)::text END = ANY (w.phases))
                         AND %1$s
                       ORDER BY t.id %2$s LIMIT ?)
                      UNION ALL
                      (SELECT t.id
                       FROM wanted AS w CROSS JOIN holdfast.unfinished AS t
                       WHERE 'waiting' = ANY (w.states) AND w.worker IS NULL
                         AND (w.blocked_by IS NULL OR t.id IN (SELECT task_id FROM behind))
                         AND NOT EXISTS (SELECT FROM holdfast.running WHERE running.task_id = t.id)
                         AND (w.phases IS NULL
                              OR CASE WHEN EXISTS (SELECT FROM holdfast.scheduled AS s WHERE s.task_id = t.id) THEN 'scheduled'
                                      WHEN t.ahead IS NULL
                                           OR EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = t.id)
                                           THEN 'submitted'
                                      WHEN t.ahead > 0 THEN 'blocked'
                                      WHEN EXISTS (SELECT FROM holdfast.parked AS p WHERE p.task_id = t.id) THEN 'held'
                                      ELSE 'ready' END = ANY (w.phases))
                         AND %1$s
                       ORDER BY t.id %2$s LIMIT ?)
                      UNION ALL
                      (SELECT t.id
                       FROM wanted AS w CROSS JOIN LATERAL unnest(w.states) AS s (state)
                       CROSS JOIN LATERAL (
                           SELECT t.id
                           FROM holdfast.finished AS t
                           WHERE t.state = s.state AND w.blocked_by IS NULL
                             AND (w.phases IS NULL OR t.state::text = ANY (w.phases))
                             AND (w.worker IS NULL OR t.worker_id IN (SELECT id FROM workers))
                             AND NOT (w.not_retried AND t.retried_by IS NOT NULL) AND %1$s
                           ORDER BY t.id %2$s LIMIT ?
                       ) AS t)) AS found
                ORDER BY id %2$s LIMIT ?)""";
    private static final String COMMON = """
            (w.name IS NULL OR t.name ILIKE w.name)
                         AND (w.resource IS NULL OR w.resource = ANY (t.exclusive || t.shared))
                         AND (w.before IS NULL OR t.submitted_at < w.before)
                         AND (w.group_name IS NULL
                              OR t.group_id = (SELECT g.id FROM holdfast.task_groups AS g WHERE g.name = w.group_name))""";
    static final String NEWEST = MATCHING.formatted(COMMON, "DESC");
    static final String OLDEST = MATCHING.formatted(COMMON, "");

    private static final String IDS = "WITH " + ALIVE + " SELECT unnest(%s) AS id";
    private static final String NEWEST_IDS = IDS.formatted(NEWEST);
    private static final String OLDEST_IDS = IDS.formatted(OLDEST);

    private TaskSearch() {}

    /** The ids alone, which is cheap for many. */
    static List<Long> ids(Connection connection, TaskFilter filter, int limit) throws SQLException {
        return Sql.list(connection, filter.newest() ? NEWEST_IDS : OLDEST_IDS, row -> row.getLong("id"),
                parameters(filter, limit));
    }

    /** What the statements' gaps are filled with. */
    static @Nullable Object[] parameters(TaskFilter filter, int limit) {
        Collection<TaskState> wanted = filter.states().isEmpty() ? EnumSet.allOf(TaskState.class) : filter.states();
        return new @Nullable Object[]{
                wanted.stream().map(TaskState::word).toList(), words(filter.phases()), pattern(filter.name()),
                filter.resource(), filter.worker(), filter.group(), filter.blockedBy(),
                filter.olderThan() == null ? null : filter.olderThan().toMillis() / 1_000.0, filter.notRetried(),
                limit, limit, limit, limit};
    }

    private static @Nullable List<String> words(Set<Phase> phases) {
        return phases.isEmpty() ? null : phases.stream().map(Phase::word).toList();
    }

    private static @Nullable String pattern(@Nullable String part) {
        return part == null ? null : "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
