package dev.holdfast.benchmark.plans;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Measurement;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Time and pages of each statement inside {@code claim} and {@code admit}, as they run while many tasks wait. The plans
 * are those of the functions themselves, not of copies of their statements.
 *
 * @param waiting how many tasks are ready, and as many again are not admitted yet
 */
public record Plans(List<Integer> waiting) implements Measurement {
    private static final int CALLS = 5;
    private static final String READY = """
            WITH added AS (
                INSERT INTO holdfast.unfinished (name, handler, ahead)
                SELECT 'ready', 'sleep', 0 FROM generate_series(1, ?) RETURNING id
            )
            INSERT INTO holdfast.ready (handler, priority, task_id, batch) SELECT 'sleep', 0, id, false FROM added
            """;
    private static final String SUBMITTED = """
            WITH added AS (
                INSERT INTO holdfast.unfinished (name, handler, exclusive)
                SELECT 'submitted', 'sleep', ARRAY['bench/' || n % 128, 'bench/' || (n + 1) % 128]
                FROM generate_series(1, ?) AS n RETURNING id
            )
            INSERT INTO holdfast.submitted SELECT id FROM added
            """;
    private static final Map<String, String> CALLED = Map.of(
            "claim", "SELECT * FROM holdfast.claim(0, 'bench', '{}', ARRAY['sleep', 'command'], 1, 0)",
            "admit", "SELECT holdfast.admit(100)");

    public Plans {
        waiting.forEach(count -> Measurement.requirePositive("--waiting", count));
        waiting = List.copyOf(new TreeSet<>(waiting));
    }

    @Override
    public List<Figure> on(Bed bed) throws SQLException {
        var figures = new ArrayList<Figure>();
        for (int count : waiting) {
            try (Connection connection = bed.connect()) {
                fill(connection, count);
                NestedStatement.explainIn(connection);
                for (String function : new TreeSet<>(CALLED.keySet())) {
                    figures.addAll(figures(function, count, calls(connection, function)));
                }
            }
        }
        return figures;
    }

    /** The rows are made without the trigger that wakes workers, for there are none. */
    private static void fill(Connection connection, int count) throws SQLException {
        Sql.run(connection, "SET session_replication_role = 'replica'");
        Sql.run(connection,
                "TRUNCATE holdfast.unfinished, holdfast.submitted, holdfast.ready, holdfast.running, holdfast.places");
        Sql.run(connection, READY, count);
        Sql.run(connection, SUBMITTED, count);
        Sql.run(connection, "VACUUM ANALYZE holdfast.unfinished, holdfast.submitted, holdfast.ready");
        Sql.run(connection, "RESET session_replication_role");
    }

    /** Several calls, each rolled back. */
    private static Map<String, List<NestedStatement>> calls(Connection connection, String function)
            throws SQLException {
        var byText = new LinkedHashMap<String, List<NestedStatement>>();
        connection.setAutoCommit(false);
        for (int call = 0; call < CALLS; call++) {
            for (NestedStatement one : NestedStatement.inside(connection, CALLED.getOrDefault(function, ""))) {
                byText.computeIfAbsent(one.text(), text -> new ArrayList<>()).add(one);
            }
            connection.rollback();
            Sql.run(connection, "SELECT pg_advisory_unlock_all()");
            connection.commit();
        }
        connection.setAutoCommit(true);
        return byText;
    }

    private static List<Figure> figures(String function, int count, Map<String, List<NestedStatement>> statements) {
        var figures = new ArrayList<Figure>();
        statements.forEach((text, runs) -> figures.add(Figure.median(
                "plans.%s.%d.%d".formatted(function, count, figures.size() + 1),
                new Samples(runs.stream().map(NestedStatement::millis).toList()), "ms",
                Map.of("waiting", Integer.toString(count),
                        "pages", Long.toString(Math.round(new Samples(
                                runs.stream().map(run -> (double) run.pages()).toList()).median())),
                        "plan", runs.getFirst().plan(),
                        "sql", text.length() <= 60 ? text : text.substring(0, 60) + "…"))));
        return figures;
    }
}
