package dev.holdfast.console.reading;

import dev.holdfast.forecast.Forecast;
import dev.holdfast.forecast.Forecasts;
import dev.holdfast.tasks.Clause;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task waits for, and for how long it is likely to.
 *
 * @param at       when this was read
 * @param took     how long reading took
 * @param clauses  none for a task that does not wait
 * @param forecast null for one that waits for no other
 */
public record Outlook(Instant at, Duration took, Phase phase, List<Clause> clauses, @Nullable Forecast forecast) {
    private static final int SHARE = 100;

    public Outlook {
        clauses = List.copyOf(clauses);
    }

    static Outlook read(Connection connection, Instant now, TaskSummary task) throws SQLException {
        long start = System.nanoTime();
        List<Clause> clauses = TaskReader.clauses(connection, task.id());
        Optional<Forecast> forecast = Forecasts.of(connection, task.id());
        return new Outlook(now, Duration.ofNanos(System.nanoTime() - start), task.phase(), clauses,
                forecast.orElse(null));
    }

    /** Whether it will do for now: reading it is to take no more than a hundredth of the time. */
    boolean holds(Instant now, TaskSummary task) {
        return phase == task.phase() && now.isBefore(at.plus(took.multipliedBy(SHARE)));
    }
}
