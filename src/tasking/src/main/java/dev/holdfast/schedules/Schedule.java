package dev.holdfast.schedules;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is in the database.
 *
 * @param request  what it submits, as JSON
 * @param broken   why it fires no more, until it is resumed; null while nothing is wrong
 * @param since    it fires after that time; a span counts from there
 * @param next     null when it does not fire, and until a worker has computed it
 * @param fired    how many tasks it has submitted
 * @param leftOut  how many firings were left out since the task before was unfinished
 * @param last     the time for which it fired last
 * @param lastTask the id of the task that was submitted then
 */
public record Schedule(long id, String name, @Nullable String cron, String zone, @Nullable Double everySeconds,
        String request, Missed missed, boolean overlap, boolean paused, @Nullable String broken, Instant since,
        @Nullable Instant next, long fired, long leftOut, @Nullable Instant last, @Nullable Long lastTask,
        Instant created) {
    static Schedule of(ResultSet row) throws SQLException {
        return new Schedule(row.getLong("id"), row.getString("name"), row.getString("cron"), row.getString("zone"),
                row.getObject("every_seconds", Double.class), row.getString("request"),
                Missed.of(row.getString("missed")), row.getBoolean("overlap"), row.getBoolean("paused"),
                row.getString("broken"), Sql.instant(row, "since"), Sql.instantOrNull(row, "next_at"),
                row.getLong("fired"), row.getLong("left_out"), Sql.instantOrNull(row, "last_at"),
                row.getObject("last_task", Long.class), Sql.instant(row, "created_at"));
    }

    /** In words: {@code 30 2 * * * (Europe/Berlin)} or {@code every 900 s}. */
    public String when() {
        return cron == null
                ? "every %.3f".formatted(Objects.requireNonNull(everySeconds)).replaceAll("\\.?0+$", "") + " s"
                : "%s (%s)".formatted(cron, zone);
    }

    /**
     * The next times after the given one, as if nothing were in the way.
     *
     * @throws InvalidInput when it was added from SQL with an expression that means nothing
     */
    public List<Instant> times(Instant after, int count) {
        Timing timing = timing();
        return Stream.iterate(timing.after(after), timing::after).limit(count).toList();
    }

    Timing timing() {
        if (cron == null) {
            return Timing.every(Duration.ofMillis(Math.round(Objects.requireNonNull(everySeconds) * 1000)), since);
        }
        try {
            return CronTimes.parse(cron, ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new InvalidInput("there is no time zone \"%s\"".formatted(zone), "Name one such as Europe/Berlin.",
                    e);
        }
    }
}
