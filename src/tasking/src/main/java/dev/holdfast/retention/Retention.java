package dev.holdfast.retention;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long finished tasks are kept; the default is 30 days, and ten million tasks. Immutable.
 *
 * @param keepForSeconds after their end; null for ever
 * @param keepAtMost     how many of them, the newest ones by id; null for any number
 */
public record Retention(@Nullable Double keepForSeconds, @Nullable Long keepAtMost) {
    /**
     * The one that is in force.
     *
     * @throws HoldfastException for whatever the database objects to
     */
    public static Retention read(ConnectionSource source) {
        return Sql.call(source, connection -> Sql.first(connection,
                "SELECT extract(epoch FROM keep_for)::float8 AS seconds, keep_at_most FROM holdfast.retention",
                row -> new Retention(row.getObject("seconds", Double.class),
                        row.getObject("keep_at_most", Long.class))))
                .orElseThrow();
    }

    /** Puts this one in force; a worker removes soon what is not to be kept any longer. */
    public void save(ConnectionSource source) {
        String keepFor = keepForSeconds == null ? null : duration(keepForSeconds).toString();
        Sql.call(source, connection -> {
            Sql.run(connection, "SELECT holdfast.set_retention(?::interval, ?::bigint)", keepFor, keepAtMost);
            return 0;
        });
    }

    public Retention keepFor(@Nullable Duration time) {
        return new Retention(time == null ? null : time.toMillis() / 1000.0, keepAtMost);
    }

    public Retention keepAtMost(@Nullable Long count) {
        return new Retention(keepForSeconds, count);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
