package dev.holdfast.forecast;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts estimates to the test: asks when blocked tasks of a group will start, and looks later when they did. For one thread. */
public final class Trial {
    private static final int AT_ONCE = 2;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String BLOCKED = """
            SELECT u.id
            FROM holdfast.unfinished AS u
            WHERE u.group_id = (SELECT g.id FROM holdfast.task_groups AS g WHERE g.name = ?)
              AND u.ahead > 0 AND u.id <> ALL (?::bigint[])
            ORDER BY random()
            LIMIT ?
            """;
    /** Of a second attempt nobody knows any more when the first one started. */
    private static final String BEGUN = """
            SELECT t.id, CASE WHEN t.attempt = 1 THEN t.started_at END AS started_at
            FROM holdfast.tasks AS t
            WHERE t.id = ANY (?::bigint[]) AND (t.attempt > 0 OR t.finished_at IS NOT NULL)
            """;

    private final ConnectionSource source;
    private final String group;
    private final Set<Long> asked = new HashSet<>();
    private final Map<Long, Told> open = new HashMap<>();
    private int inRange;
    private int sooner;
    private int later;
    private int noBasis;
    private boolean over;

    /** What was said of a task, and when by the database's clock. */
    private record Told(Instant at, Start start) {}

    private record Begun(long task, @Nullable Instant started) {}

    public Trial(ConnectionSource source, String group) {
        this.source = source;
        this.group = group;
    }

    /**
     * Asks of two more tasks, and looks which of those asked about before have started.
     *
     * @throws HoldfastException for whatever the database objects to; the next look goes on from there
     */
    public Accuracy look() {
        return Sql.call(source, connection -> {
            settle(connection);
            List<Long> blocked = Sql.list(connection, BLOCKED, row -> row.getLong("id"), group, List.copyOf(asked),
                    AT_ONCE);
            for (long task : blocked) {
                ask(connection, task);
            }
            over = blocked.isEmpty() && open.isEmpty();
            return new Accuracy(inRange, sooner, later, open.size(), noBasis);
        });
    }

    /** Whether the latest look found nothing to ask, and nothing to wait for. */
    public boolean isOver() {
        return over;
    }

    private void ask(Connection connection, long task) throws SQLException {
        Instant now = Objects.requireNonNull(
                Sql.value(connection, OffsetDateTime.class, "SELECT clock_timestamp()")).toInstant();
        switch (Forecasts.of(connection, task).orElse(null)) {
            case Start start -> open.put(task, new Told(now, start));
            case NoBasis none -> noBasis++;
            // It has just become the first in its lines.
            case null -> {
                return;
            }
        }
        asked.add(task);
    }

    private void settle(Connection connection) throws SQLException {
        if (open.isEmpty()) {
            return;
        }
        List<Begun> begun = Sql.list(connection, BEGUN,
                row -> new Begun(row.getLong("id"), Sql.instantOrNull(row, "started_at")), List.copyOf(open.keySet()));
        for (Begun one : begun) {
            Told told = Objects.requireNonNull(open.remove(one.task()));
            if (one.started() != null) {
                judge(told, Duration.between(told.at(), one.started()));
            }
        }
    }

    private void judge(Told told, Duration waited) {
        if (waited.compareTo(seconds(told.start().likelySeconds()).minus(GRACE)) < 0) {
            sooner++;
        } else if (waited.compareTo(seconds(told.start().slowSeconds()).plus(GRACE)) > 0) {
            later++;
        } else {
            inRange++;
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
