package dev.holdfast.console.reading;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * Of a reading.
 *
 * @param trip nanoseconds until the first answer, which costs the server nothing
 * @param time by the database's clock
 */
record Start(long begun, long trip, Instant time) {
    private static final String BEGIN = """
            SELECT clock_timestamp(),
                   set_config('statement_timeout', '2s', true),
                   set_config('lock_timeout', '200ms', true)
            """;
    /** Of a reading, about. */
    private static final int STATEMENTS = 12;

    /** The statements of this transaction give up soon from now on. */
    static Start of(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        Instant time = Objects.requireNonNull(Sql.value(connection, OffsetDateTime.class, BEGIN)).toInstant();
        return new Start(begun, System.nanoTime() - begun, time);
    }

    /** So far, without the way there and back: what reading costs is told by the server's part of it. */
    Duration took() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - begun - STATEMENTS * trip));
    }
}
