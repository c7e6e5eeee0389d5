package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What the role that connects may do. */
final class RightsChecks {
    private RightsChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("rights", RightsChecks::schema);
        checks.put("sessions", RightsChecks::signal);
        checks.put("statistics", RightsChecks::statistics);
    }

    private static Finding schema(Connection connection) throws SQLException {
        boolean exists = Sql.value(connection, String.class, "SELECT to_regnamespace('holdfast')::text") != null;
        String right = exists
                ? "SELECT has_schema_privilege('holdfast', 'USAGE')"
                : "SELECT has_database_privilege(current_database(), 'CREATE')";
        String what = exists ? "use the schema holdfast" : "create the schema holdfast";
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, right))
                ? Finding.ok("may " + what)
                : Finding.fail("may not " + what, exists
                        ? "Its owner grants it: GRANT USAGE ON SCHEMA holdfast TO the role, and rights on its tables."
                        : "The database's owner grants it: GRANT CREATE ON DATABASE … TO the role.");
    }

    private static Finding signal(Connection connection) throws SQLException {
        return has(connection, "pg_signal_backend")
                ? Finding.ok("may end the session of another role that holds a lock")
                : Finding.warn("may end only sessions of its own role",
                        "If workers connect as several roles: GRANT pg_signal_backend TO the role.");
    }

    private static Finding statistics(Connection connection) throws SQLException {
        return has(connection, "pg_read_all_stats")
                ? Finding.ok("may see what sessions of other roles do")
                : Finding.warn("cannot see what sessions of other roles do",
                        "For full names in locks: GRANT pg_read_all_stats TO the role.");
    }

    private static boolean has(Connection connection, String role) throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT pg_has_role(?, 'USAGE')", role));
    }
}
