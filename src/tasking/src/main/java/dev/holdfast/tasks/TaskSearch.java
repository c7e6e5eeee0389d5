package dev.holdfast.tasks;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of tasks that match a filter, in SQL, to be built into a statement that has the CTE {@link #ALIVE}. Only what
 * is asked for is in the text: with conditions that are off by a NULL the planner would see no index to follow, and read
 * whole tables.
 */
final class TaskSearch {
    /** The workers whose lock sessions hold their locks, as the first parameter has them; where it is null, and it matters, looked up. */
    static final String ALIVE = """
            given AS (SELECT ?::integer[] AS alive),
            alive AS MATERIALIZED (
                SELECT worker_id FROM holdfast.living_workers WHERE (SELECT given.alive FROM given) IS NULL
                UNION ALL
                SELECT unnest(given.alive) FROM given
            )""";

    /** The newest or oldest of each table that has tasks in these states: the view alone would be read whole. */
    private static final String MATCHING = """
            ARRAY(
                WITH wanted AS (SELECT ?::holdfast.task_state[] AS states, ?::text[] AS phases, ?::text AS name,
                                       ?::text AS resource, ?::text AS worker, ?::text AS group_name, ?::bigint AS blocked_by,
                                       clock_timestamp() - make_interval(secs => ?) AS before),
                     runs AS MATERIALIZED (SELECT task_id FROM holdfast.running),
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
                FROM (%1$s) AS found
                ORDER BY id %2$s LIMIT %3$d)""";
    private static final String BRANCH = """
            (SELECT t.id FROM %s WHERE %s ORDER BY t.id %s LIMIT %d)""";
    private static final String RUNNING = "holdfast.running AS r JOIN holdfast.unfinished AS t ON t.id = r.task_id";
    private static final String RUNNING_STATE = """
            holdfast.state_of(r.canceling) = ANY ((SELECT w.states FROM wanted AS w)::holdfast.task_state[])""";
    private static final String RUNNING_PHASE = """
            CASE WHEN r.worker_id NOT IN (SELECT worker_id FROM alive) THEN 'lost' ELSE holdfast.state_of(r.canceling)::text END
                = ANY ((SELECT w.phases FROM wanted AS w)::text[])""";
    private static final String NOT_RUNNING = "t.id NOT IN (SELECT task_id FROM runs)";
    private static final String WAITING_PHASE = """
            CASE WHEN EXISTS (SELECT FROM holdfast.scheduled AS s WHERE s.task_id = t.id) THEN 'scheduled'
                 WHEN t.ahead IS NULL OR EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = t.id)
                      THEN 'submitted'
                 WHEN t.ahead > 0 THEN 'blocked'
                 WHEN EXISTS (SELECT FROM holdfast.parked AS p WHERE p.task_id = t.id) THEN 'held'
                 ELSE 'ready' END = ANY ((SELECT w.phases FROM wanted AS w)::text[])""";

    private TaskSearch() {}

    /** An expression for the ids, at most so many; to be given the {@link #parameters}. */
    static String matching(TaskFilter filter, int limit) {
        String order = filter.newest() ? "DESC" : "ASC";
        List<String> branches = new ArrayList<>();
        Set<TaskState> states = states(filter);
        if (filter.blockedBy() == null
                && (states.contains(TaskState.RUNNING) || states.contains(TaskState.CANCELING))) {
            branches.add(BRANCH.formatted(RUNNING, running(filter), order, limit));
        }
        if (filter.worker() == null && states.contains(TaskState.WAITING)) {
            branches.add(BRANCH.formatted("holdfast.unfinished AS t", waiting(filter), order, limit));
        }
        if (filter.blockedBy() == null) {
            states.stream()
                    .filter(TaskState::isFinal)
                    .filter(state -> filter.phases().isEmpty() || filter.phases().contains(Phase.of(state.word())))
                    .forEach(state -> branches.add(
                            BRANCH.formatted("holdfast.finished AS t", finished(filter, state), order, limit)));
        }
        String all = branches.isEmpty()
                ? "SELECT NULL::bigint AS id WHERE false"
                : String.join(" UNION ALL ", branches);
        return MATCHING.formatted(all, order, limit);
    }

    /** The ids alone, which is cheap for many. */
    static List<Long> ids(Connection connection, TaskFilter filter, int limit) throws SQLException {
        return Sql.list(connection, "WITH " + ALIVE + " SELECT unnest(" + matching(filter, limit) + ") AS id",
                row -> row.getLong("id"), parameters(null, filter));
    }

    /** What the statements' gaps are filled with; the others come between the workers and those of the filter. */
    static @Nullable Object[] parameters(@Nullable Set<Integer> alive, TaskFilter filter, Object... others) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(alive == null ? null : List.copyOf(alive));
        all.addAll(List.of(others));
        all.addAll(Arrays.asList(
                states(filter).stream().map(TaskState::word).toList(), words(filter.phases()), pattern(filter.name()),
                filter.resource(), filter.worker(), filter.group(), filter.blockedBy(),
                filter.olderThan() == null ? null : filter.olderThan().toMillis() / 1_000.0));
        return all.toArray();
    }

    private static String running(TaskFilter filter) {
        List<String> conditions = common(filter);
        conditions.add(RUNNING_STATE);
        if (filter.worker() != null) {
            conditions.add("r.worker_id IN (SELECT id FROM workers)");
        }
        if (!filter.phases().isEmpty()) {
            conditions.add(RUNNING_PHASE);
        }
        return String.join(" AND ", conditions);
    }

    private static String waiting(TaskFilter filter) {
        List<String> conditions = common(filter);
        conditions.add(NOT_RUNNING);
        if (filter.blockedBy() != null) {
            conditions.add("t.id IN (SELECT task_id FROM behind)");
        }
        if (!filter.phases().isEmpty()) {
            conditions.add(WAITING_PHASE);
        }
        return String.join(" AND ", conditions);
    }

    private static String finished(TaskFilter filter, TaskState state) {
        List<String> conditions = common(filter);
        conditions.add("t.state = '" + state.word() + "'");
        if (filter.worker() != null) {
            conditions.add("t.worker_id IN (SELECT id FROM workers)");
        }
        if (filter.notRetried()) {
            conditions.add("t.retried_by IS NULL");
        }
        return String.join(" AND ", conditions);
    }

    private static List<String> common(TaskFilter filter) {
        var conditions = new ArrayList<String>();
        if (filter.name() != null) {
            conditions.add("t.name ILIKE (SELECT w.name FROM wanted AS w)");
        }
        if (filter.resource() != null) {
            conditions.add("(SELECT w.resource FROM wanted AS w) = ANY (t.exclusive || t.shared)");
        }
        if (filter.olderThan() != null) {
            conditions.add("t.submitted_at < (SELECT w.before FROM wanted AS w)");
        }
        if (filter.group() != null) {
            conditions
                    .add("""
                            t.group_id = (SELECT g.id FROM holdfast.task_groups AS g JOIN wanted AS w ON g.name = w.group_name)""");
        }
        return conditions;
    }

    private static Set<TaskState> states(TaskFilter filter) {
        Collection<TaskState> wanted = filter.states().isEmpty() ? EnumSet.allOf(TaskState.class) : filter.states();
        return EnumSet.copyOf(wanted);
    }

    private static @Nullable List<String> words(Set<Phase> phases) {
        return phases.isEmpty() ? null : phases.stream().map(Phase::word).toList();
    }

    static @Nullable String pattern(@Nullable String part) {
        return part == null ? null : "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
