package dev.holdfast.benchmark.bed;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Many no-op tasks that come at once, through the function that all clients call; and what the tables say of them.
 *
 * @param count       how many
 * @param exclusive   whether each needs two of 128 resources for itself
 * @param maxAttempts how often each may be tried; more than one lets a worker take it in a batch
 * @param keep        whether it is remembered once it has completed
 */
public record Workload(int count, boolean exclusive, int maxAttempts, boolean keep) {
    /** SQL for whether a task is unfinished. */
    public static final String LEFT = "EXISTS (SELECT FROM holdfast.unfinished)";
    private static final String SUBMIT = """
            SELECT count(holdfast.submit(name => 'no-op', handler => 'sleep', payload => '{"seconds": 0}',
                                         exclusive => CASE WHEN ? THEN ARRAY['bench/' || one, 'bench/' || other] ELSE '{}' END,
                                         max_attempts => ?, keep => ?))
            FROM (SELECT one, mod(one + 1 + floor(random() * 127)::int, 128) AS other
                  FROM (SELECT floor(random() * 128)::int AS one FROM generate_series(1, ?) OFFSET 0) AS first OFFSET 0) AS needs
            """;

    /** Tasks that are remembered, tried once, and need nothing. */
    public static Workload free(int count) {
        return new Workload(count, false, 1, true);
    }

    /** Submits them in one transaction; the same ones each time. */
    public void submit(Connection connection) throws SQLException {
        Sql.run(connection, "SELECT setseed(0.42)");
        Sql.run(connection, SUBMIT, exclusive, maxAttempts, keep, count);
    }

    /** Gives all submitted tasks their places, as a worker would do. */
    public static void admit(Connection connection) throws SQLException {
        while (Objects.requireNonNullElse(Sql.value(connection, Integer.class, "SELECT holdfast.admit()"), 0) > 0) {
            // The next batch.
        }
    }

    /** Writes tasks that have completed long ago, past all functions. */
    public static void finished(Connection connection, int count) throws SQLException {
        Sql.run(connection,
                """
                        INSERT INTO holdfast.finished (id, name, handler, state, priority, exclusive, shared, payload, max_attempts,
                                                       attempt, submitted_at, ready_at, started_at, finished_at)
                        SELECT nextval('holdfast.task_ids'), 'done', 'sleep', 'completed', 0, '{}', '{}', '{"seconds": 0}', 1, 1,
                               at, at, at, at + interval '1 ms'
                        FROM (SELECT now() - make_interval(secs => n / 100.0) AS at FROM generate_series(1, ?) AS n) AS times
                        """,
                count);
    }

    /** Empties all tables of tasks, and leaves what workers and settings are in. */
    public static void forget(Connection connection) throws SQLException {
        String tables = Objects.requireNonNull(Sql.value(connection, String.class, """
                SELECT string_agg(format('holdfast.%I', tablename), ', ') FROM pg_tables
                WHERE schemaname = 'holdfast'
                      AND tablename !~ '^(workers|idle|settings|migrations|retention|schedules|worker_type)$'
                """));
        Sql.run(connection, "TRUNCATE " + tables);
    }
}
