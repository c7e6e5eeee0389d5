package dev.holdfast.schedules;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The front door for schedules. A schedule fires as long as there is a worker. Thread-safe as far as its source of
 * connections is; every method throws {@link HoldfastException}.
 */
public final class Schedules {
    static final String SELECT = "SELECT *, extract(epoch FROM every)::float8 AS every_seconds, clock_timestamp() AS now FROM %s";
    private static final String ALL = SELECT.formatted("holdfast.schedules");

    private final ConnectionSource source;

    public Schedules(ConnectionSource source) {
        this.source = source;
    }

    /**
     * Adds a schedule.
     *
     * @return false when there is the same one already
     * @throws InvalidInput when the task is not one that can be submitted, or another schedule has this name
     */
    public boolean add(ScheduleRequest request) {
        return Sql.call(source, connection -> add(connection, request));
    }

    /** The same in the caller's transaction. */
    public static boolean add(Connection connection, ScheduleRequest request) {
        try {
            return Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    """
                            SELECT holdfast.schedule(?, ?::jsonb, cron => ?, zone => ?, every => ?::interval, missed => ?, overlap => ?)
                            """,
                    request.name(), request.task().toJson(), request.cron(), request.zone().getId(),
                    request.every() == null ? null : request.every().toString(), request.missed().word(),
                    request.overlap()));
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /** All of them, by name. */
    public List<Schedule> list() {
        return Sql.call(source, connection -> Sql.list(connection, ALL + " ORDER BY name", Schedule::of));
    }

    public Optional<Schedule> find(String name) {
        return Sql.call(source, connection -> Sql.first(connection, ALL + " WHERE name = ?", Schedule::of, name));
    }

    /** What it misses from now on it will not make up for. */
    public void pause(String name) {
        change("SELECT holdfast.pause_schedule(?)", name);
    }

    /** Fires again from now on; a broken one gets another try. */
    public void resume(String name) {
        change("SELECT holdfast.resume_schedule(?)", name);
    }

    /** Its tasks stay. */
    public void remove(String name) {
        change("SELECT holdfast.remove_schedule(?)", name);
    }

    /**
     * Submits its task now, whatever its times and its state.
     *
     * @return the task's id
     * @throws NotFound when there is no such schedule
     */
    public long runNow(String name) {
        return Sql.call(source, connection -> Optional.ofNullable(
                Sql.value(connection, Long.class, "SELECT holdfast.run_schedule(?)", name)))
                .orElseThrow(() -> noSuch(name));
    }

    private void change(String statement, String name) {
        boolean found = Sql.call(source,
                connection -> Boolean.TRUE.equals(Sql.value(connection, Boolean.class, statement, name)));
        if (!found) {
            throw noSuch(name);
        }
    }

    private static NotFound noSuch(String name) {
        return new NotFound("there is no schedule " + name, "holdfast schedule list shows those that there are.");
    }
}
