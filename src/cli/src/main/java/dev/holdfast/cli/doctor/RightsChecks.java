package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the role that connects may do. */
final class RightsChecks {
    private RightsChecks() {}

    static List<Check> all() {
        return List.of(RightsChecks::schema, RightsChecks::signal, RightsChecks::statistics);
    }

    private static Finding schema(Connection connection) throws SQLException {
        boolean exists = Schema.version(connection) > 0;
        String right = exists
                ? "SELECT has_schema_privilege('holdfast', 'USAGE')"
                : "SELECT has_database_privilege(current_database(), 'CREATE')";
        String what = exists ? "use the schema holdfast" : "create the schema holdfast";
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, right))
                ? Finding.ok("rights", "may " + what)
                : Finding.fail("rights", "may not " + what, exists
                        ? "Its owner grants it: GRANT USAGE ON SCHEMA holdfast TO the role, and rights on its tables."
                        : "The database's owner grants it: GRANT CREATE ON DATABASE … TO the role.");
    }

    private static Finding signal(Connection connection) throws SQLException {
        return has(connection, "pg_signal_backend")
                ? Finding.ok("sessions", "may end the session of another role that holds a lock")
                : Finding.warn("sessions", "may end only sessions of its own role",
                        "If workers connect as several roles: GRANT pg_signal_backend TO the role.");
    }

    private static Finding statistics(Connection connection) throws SQLException {
        return has(connection, "pg_read_all_stats")
                ? Finding.ok("statistics", "may see what sessions of other roles do")
                : Finding.warn("statistics", "cannot see what sessions of other roles do",
                        "For full names in locks: GRANT pg_read_all_stats TO the role.");
    }

    private static boolean has(Connection connection, String role) throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT pg_has_role(?, 'USAGE')", role));
    }
}
