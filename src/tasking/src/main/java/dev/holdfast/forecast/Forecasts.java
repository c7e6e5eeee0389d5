package dev.holdfast.forecast;

import dev.holdfast.database.Sql;
import dev.holdfast.forecast.Forecast.Lack;
import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Says how long a blocked task is likely to wait, on a connection that the caller provides. Stateless, so thread-safe. */
public final class Forecasts {
    /** Fewer past runs say too little. */
    static final int FEWEST_RUNS = 3;
    static final int MOST_BEFORE = 1000;
    private static final String LINE = """
            SELECT t.task_id, u.position, u.exclusive_ids::bigint[] AS exclusive, u.shared_ids::bigint[] AS shared,
                   t.name, t.runs, t.all_runs, t.median, t.slow, t.is_running,
                   EXISTS (SELECT FROM holdfast.parked AS p WHERE p.task_id = t.task_id)
                       OR EXISTS (SELECT FROM holdfast.scheduled AS s WHERE s.task_id = t.task_id) AS is_stuck
            FROM holdfast.usual_times(ARRAY(SELECT line_before FROM holdfast.line_before(?) LIMIT ?)) AS t
            JOIN holdfast.unfinished AS u ON u.id = t.task_id
            ORDER BY u.position
            """;

    private Forecasts() {}

    /** A task in the line, and what it takes from now on or from its start on. */
    private record Standing(long id, List<Long> exclusive, List<Long> shared, String name, int runs, int allRuns,
            @Nullable Double median, @Nullable Double slow, boolean running, boolean stuck) {
        static Standing of(ResultSet row) throws SQLException {
            return new Standing(row.getLong("task_id"), Sql.longs(row, "exclusive"), Sql.longs(row, "shared"),
                    row.getString("name"), row.getInt("runs"), row.getInt("all_runs"),
                    row.getObject("median", Double.class),
                    row.getObject("slow", Double.class), row.getBoolean("is_running"), row.getBoolean("is_stuck"));
        }

        double likely() {
            return median == null ? 0 : median;
        }

        double atWorst() {
            return slow == null ? 0 : slow;
        }
    }

    /** Empty unless the task waits for others on its resources. */
    public static Optional<Forecast> of(Connection connection, long task) throws SQLException {
        if (!Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                "SELECT EXISTS (SELECT FROM holdfast.unfinished WHERE id = ? AND ahead > 0)", task))) {
            return Optional.empty();
        }
        List<Standing> line = Sql.list(connection, LINE, Standing::of, task, MOST_BEFORE + 1);
        return line.isEmpty() ? Optional.empty() : Optional.of(along(line, task));
    }

    private static Forecast along(List<Standing> line, long task) {
        if (line.size() > MOST_BEFORE) {
            return new NoBasis(Lack.TOO_MANY, 0, "");
        }
        List<Standing> before = line.stream().filter(one -> one.id() != task).toList();
        for (Standing one : before) {
            if (one.stuck() || one.runs() < FEWEST_RUNS) {
                return new NoBasis(missing(one), one.id(), one.name());
            }
        }
        int runs = before.stream().mapToInt(Standing::runs).min().orElse(0);
        return new Start(start(line, task, Standing::likely), start(line, task, Standing::atWorst), before.size(),
                runs);
    }

    private static Lack missing(Standing one) {
        if (one.stuck()) {
            return Lack.KEPT;
        } else if (one.allRuns() >= FEWEST_RUNS) {
            return Lack.LONG;
        }
        return one.allRuns() == 0 ? Lack.NEVER : Lack.FEW;
    }

    /**
     * Goes along the line in its order: who needs a resource exclusively starts after all before it, who shares it only after
     * those that do not.
     */
    private static double start(List<Standing> line, long task, ToDoubleFunction<Standing> time) {
        Map<Long, Double> exclusiveUntil = new HashMap<>();
        Map<Long, Double> anyUntil = new HashMap<>();
        for (Standing one : line) {
            var waits = new ArrayList<Double>();
            one.exclusive().forEach(resource -> waits.add(anyUntil.getOrDefault(resource, 0.0)));
            one.shared().forEach(resource -> waits.add(exclusiveUntil.getOrDefault(resource, 0.0)));
            double start = one.running() ? 0 : waits.stream().mapToDouble(wait -> wait).max().orElse(0);
            if (one.id() == task) {
                return start;
            }
            double end = start + time.applyAsDouble(one);
            one.exclusive().forEach(resource -> {
                exclusiveUntil.merge(resource, end, Math::max);
                anyUntil.merge(resource, end, Math::max);
            });
            one.shared().forEach(resource -> anyUntil.merge(resource, end, Math::max));
        }
        return 0;
    }
}
