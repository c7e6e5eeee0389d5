package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;

/** The server itself: its version, the schema in it, its clock. */
final class ServerChecks {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private ServerChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("server", ServerChecks::version);
        checks.put("schema", ServerChecks::schema);
        checks.put("clock", ServerChecks::clock);
    }

    private static Finding version(Connection connection) throws SQLException {
        String version = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        return connection.getMetaData().getDatabaseMajorVersion() < Schema.OLDEST_SERVER
                ? Finding.fail(version, "Holdfast needs PostgreSQL %d or newer.".formatted(Schema.OLDEST_SERVER))
                : Finding.ok(version);
    }

    private static Finding schema(Connection connection) throws SQLException {
        return schema(Schema.version(connection));
    }

    static Finding schema(int version) {
        String text = "version " + version + ", this program knows " + Schema.VERSION;
        if (version > Schema.VERSION) {
            return Finding.fail(text, "Use the newer Holdfast that made it.");
        } else if (version == 0) {
            return Finding.warn("not there yet", "The first command or worker makes it; see the rights.");
        }
        return version < Schema.VERSION
                ? Finding.warn(text, "The next command or worker brings it up to date; stop old workers.")
                : Finding.ok(text);
    }

    private static Finding clock(Connection connection) throws SQLException {
        Instant before = Instant.now();
        Instant server = Objects.requireNonNull(
                Sql.value(connection, OffsetDateTime.class, "SELECT clock_timestamp()")).toInstant();
        Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
        return clock(Duration.between(middle, server));
    }

    static Finding clock(Duration ahead) {
        String text = "the server's differs from this machine's by %.3f s".formatted(ahead.toMillis() / 1000.0);
        return ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
                ? Finding.warn(text, "Nothing breaks, but \"ago\" is wrong here: let both use NTP.")
                : Finding.ok(text);
    }
}
