package dev.holdfast.schedules;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires the schedules whose time has come. Any number of sessions may do so at once: for each firing one of them does. */
public final class DueSchedules {
    private static final Logger log = LoggerFactory.getLogger(DueSchedules.class);

    private DueSchedules() {}

    /**
     * Each schedule in a transaction of its own, when the connection is in autocommit.
     *
     * @return how many it looked after
     */
    public static int fire(Connection connection) throws SQLException {
        int done = 0;
        for (var due : Sql.list(connection, Schedules.SELECT.formatted("holdfast.due_schedules()"),
                row -> Map.entry(Schedule.of(row), Sql.instant(row, "now")))) {
            done += fire(connection, due.getKey(), due.getValue()) ? 1 : 0;
        }
        return done;
    }

    private static boolean fire(Connection connection, Schedule schedule, Instant now) throws SQLException {
        Object seen = schedule.next() == null ? null : schedule.next().atOffset(ZoneOffset.UTC);
        try {
            Firing firing = Firing.of(schedule, now);
            return Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    "SELECT holdfast.fire(?, ?::timestamptz, ?::timestamptz[], ?::timestamptz)", schedule.id(), seen,
                    firing.times().stream().map(Instant::toString).toList(), firing.next().toString()));
        } catch (InvalidInput e) {
            log.warn("the schedule {} cannot fire: {}", schedule.name(), e.getMessage());
            return Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    "SELECT holdfast.break_schedule(?, ?::timestamptz, ?)", schedule.id(), seen, e.getMessage()));
        }
    }
}
