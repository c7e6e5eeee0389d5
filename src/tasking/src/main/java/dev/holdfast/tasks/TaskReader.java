package dev.holdfast.tasks;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tasks on a connection that the caller provides, in one statement each. Stateless, so thread-safe. */
public final class TaskReader {
    private static final String SUMMARY = """
            WITH %1$s
            SELECT t.id, t.name, t.handler, t.state, t.priority, t.exclusive, t.shared, t.attempt, t.max_attempts,
                   t.worker_id, w.name AS worker, t.submitted_at, t.due_at, t.ready_at, t.started_at, t.finished_at,
                   t.progress::float8 AS progress, t.progress_message, t.error_message, %2$s
                   CASE WHEN ? AND t.state = 'waiting' THEN holdfast.why(t.id) END AS why,
                   %5$s AS phase
            FROM (SELECT * FROM holdfast.tasks AS t WHERE t.id = %3$s) AS t
            LEFT JOIN holdfast.workers AS w ON w.id = t.worker_id
            ORDER BY t.id %4$s
            """;
    /** Of a row {@code t} of the view of all tasks. */
    static final String PHASE = """
            CASE WHEN t.state IN ('running', 'canceling')
                      AND NOT EXISTS (SELECT FROM alive WHERE alive.worker_id = t.worker_id) THEN 'lost'
                 WHEN t.state <> 'waiting' THEN t.state::text
                 WHEN t.scheduled          THEN 'scheduled'
                 WHEN t.ahead IS NULL OR EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = t.id)
                                           THEN 'submitted'
                 WHEN t.ahead > 0          THEN 'blocked'
                 WHEN t.parked             THEN 'held'
                 ELSE 'ready' END""";
    private static final String ONE = SUMMARY.formatted(TaskSearch.ALIVE,
            """
                    t.payload::text, t.result::text, t.error_type, t.error_trace, t.parent_id, t.expires_at,
                    extract(epoch FROM t.backoff)::float8 AS backoff, extract(epoch FROM t.time_limit)::float8 AS time_limit,
                    t.unique_key, t.after, (SELECT f.id FROM holdfast.finished AS f WHERE f.retried_by = t.id) AS retry_of,
                    (SELECT f.retried_by FROM holdfast.finished AS f WHERE f.id = t.id) AS retried_by, (SELECT g.name FROM holdfast.task_groups AS g WHERE g.id = t.group_id) AS group_name,
                    ARRAY(SELECT c.id FROM holdfast.tasks AS c WHERE c.parent_id = t.id ORDER BY c.id LIMIT 100) AS children,
                    """,
            "?", "", PHASE);

    private TaskReader() {}

    /** The tasks that match, at most {@code limit} of them. */
    public static List<TaskSummary> list(Connection connection, TaskFilter filter, int limit) throws SQLException {
        return list(connection, filter, limit, null, true);
    }

    /**
     * The same without why they wait, which costs more than all else.
     *
     * @param alive the workers that live, as {@link dev.holdfast.workers.WorkerReader#alive} tells
     */
    public static List<TaskSummary> listUnexplained(Connection connection, TaskFilter filter, int limit,
            Set<Integer> alive) throws SQLException {
        return list(connection, filter, limit, alive, false);
    }

    private static List<TaskSummary> list(Connection connection, TaskFilter filter, int limit,
            @Nullable Set<Integer> alive, boolean explained) throws SQLException {
        String statement = SUMMARY.formatted(TaskSearch.ALIVE, "", "ANY (" + TaskSearch.matching(filter, limit) + ")",
                filter.newest() ? "DESC" : "", PHASE);
        return Sql.list(connection, statement, TaskReader::summary, TaskSearch.parameters(alive, filter, explained));
    }

    /** Their ids alone, which is cheap for many. */
    public static List<Long> ids(Connection connection, TaskFilter filter, int limit) throws SQLException {
        return TaskSearch.ids(connection, filter, limit);
    }

    public static Optional<Task> find(Connection connection, long id) throws SQLException {
        return Sql.first(connection, ONE, TaskReader::task, null, true, id);
    }

    /** The same, where it was found out before which workers live. */
    public static Optional<Task> find(Connection connection, long id, Set<Integer> alive) throws SQLException {
        return Sql.first(connection, ONE, TaskReader::task, List.copyOf(alive), true, id);
    }

    /** How many tasks are in each phase, each counted up to {@link StateCounts#CAP}. */
    public static StateCounts counts(Connection connection) throws SQLException {
        Map<Phase, Long> counts = new EnumMap<>(Phase.class);
        Sql.list(connection,
                """
                        SELECT s.state::text AS phase, counted.n
                        FROM unnest('{completed,failed,canceled,skipped}'::holdfast.task_state[]) AS s (state)
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS n
                            FROM (SELECT FROM holdfast.finished AS t WHERE t.state = s.state LIMIT ?) AS t
                        ) AS counted
                        UNION ALL
                        SELECT holdfast.state_of(canceling)::text, count(*)
                        FROM (SELECT canceling FROM holdfast.running LIMIT ?) AS t GROUP BY canceling
                        UNION ALL
                        SELECT 'unfinished', count(*) FROM (SELECT FROM holdfast.unfinished LIMIT ?) AS t
                        UNION ALL
                        SELECT 'scheduled', count(*) FROM (SELECT FROM holdfast.scheduled LIMIT ?) AS t
                        UNION ALL
                        SELECT 'submitted', count(*) FROM (SELECT DISTINCT task_id FROM holdfast.prerequisites LIMIT ?) AS t
                        UNION ALL
                        SELECT 'submitted', count(*) FROM (SELECT FROM holdfast.submitted LIMIT ?) AS t
                        UNION ALL
                        SELECT 'held', count(*) FROM (SELECT FROM holdfast.parked LIMIT ?) AS t
                        UNION ALL
                        SELECT 'ready', least(COALESCE(sum(1 + further), 0), ?)
                        FROM (SELECT further FROM holdfast.ready LIMIT ?) AS t
                        """,
                row -> counts.merge(row.getString("phase").equals("unfinished")
                        ? Phase.BLOCKED
                        : Phase.of(row.getString("phase")), row.getLong("n"), Long::sum),
                StateCounts.CAP, StateCounts.CAP, StateCounts.CAP, StateCounts.CAP, StateCounts.CAP, StateCounts.CAP,
                StateCounts.CAP, StateCounts.CAP, StateCounts.CAP);
        long apart = Stream
                .of(Phase.SCHEDULED, Phase.SUBMITTED, Phase.HELD, Phase.READY, Phase.RUNNING, Phase.CANCELING)
                .mapToLong(phase -> counts.getOrDefault(phase, 0L))
                .sum();
        counts.compute(Phase.BLOCKED, (phase, unfinished) -> unfinished == null ? 0 : Math.max(0, unfinished - apart));
        return new StateCounts(counts);
    }

    /** What a waiting task waits for, in one sentence, made of the clauses; empty when there is no such task. */
    public static Optional<String> why(Connection connection, long id) throws SQLException {
        return Optional.ofNullable(Sql.value(connection, String.class, "SELECT holdfast.why(?)", id));
    }

    /** The same of several, by their ids. */
    public static Map<Long, String> whys(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, String> whys = new HashMap<>();
        Sql.list(connection, "SELECT id, holdfast.why(id) AS why FROM unnest(?::bigint[]) AS id",
                row -> whys.put(row.getLong("id"), Objects.requireNonNullElse(row.getString("why"), "")), ids);
        return whys;
    }

    /** What a waiting task waits for, piece by piece; none for one that does not wait. */
    public static List<Clause> clauses(Connection connection, long id) throws SQLException {
        return Sql.list(connection, "SELECT * FROM holdfast.why_clauses(?)",
                row -> new Clause(row.getString("kind"), Objects.requireNonNullElse(row.getString("subject"), ""),
                        row.getString("text"), row.getString("proof")),
                id);
    }

    /** The earlier tasks in a waiting task's way; empty unless it is blocked. */
    public static List<Blocker> blockers(Connection connection, long id) throws SQLException {
        return Sql.list(connection, "SELECT * FROM holdfast.blockers(?)", row -> new Blocker(
                row.getString("resource"), row.getString("need").equals("exclusive"), row.getLong("blocker"),
                row.getString("blocker_name"), TaskState.of(row.getString("blocker_state")),
                row.getString("blocker_need").equals("exclusive"), row.getString("worker"),
                Sql.instant(row, "since"), Sql.instantOrNull(row, "again_at"), row.getInt("queued_between")), id);
    }

    /** A task's log in order, after the given piece; -1, -1 for all of it. */
    public static List<LogLine> log(Connection connection, long id, int afterAttempt, int afterSeq, int limit)
            throws SQLException {
        return Sql.list(connection, """
                SELECT attempt, seq, logged_at, text
                FROM holdfast.task_logs
                WHERE task_id = ? AND (attempt, seq) > (?, ?)
                ORDER BY attempt, seq
                LIMIT ?
                """, row -> new LogLine(row.getInt("attempt"), row.getInt("seq"), Sql.instant(row, "logged_at"),
                row.getString("text")), id, afterAttempt, afterSeq, limit);
    }

    private static TaskSummary summary(ResultSet row) throws SQLException {
        return new TaskSummary(row.getLong("id"), row.getString("name"), row.getString("handler"),
                TaskState.of(row.getString("state")), Phase.of(row.getString("phase")), row.getInt("priority"),
                Sql.texts(row, "exclusive"), Sql.texts(row, "shared"), row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getObject("worker_id", Integer.class), row.getString("worker"), Sql.instant(row, "submitted_at"),
                Sql.instantOrNull(row, "due_at"), Sql.instantOrNull(row, "ready_at"),
                Sql.instantOrNull(row, "started_at"),
                Sql.instantOrNull(row, "finished_at"),
                row.getObject("progress", Double.class), row.getString("progress_message"),
                row.getString("error_message"), row.getString("why"));
    }

    private static Task task(ResultSet row) throws SQLException {
        TaskSummary summary = summary(row);
        String errorType = row.getString("error_type");
        @Nullable
        TaskError error = errorType == null
                ? null
                : new TaskError(errorType, summary.errorMessage(), row.getString("error_trace"));
        return new Task(summary, row.getString("payload"), row.getString("result"), error,
                row.getObject("parent_id", Long.class), Sql.longs(row, "children"),
                row.getObject("retry_of", Long.class), row.getObject("retried_by", Long.class),
                new TaskOptions(Sql.instantOrNull(row, "expires_at"), row.getObject("backoff", Double.class),
                        row.getObject("time_limit", Double.class), row.getString("unique_key"),
                        row.getString("group_name"),
                        Sql.longs(row, "after")));
    }
}
