package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the role that connects may do. */
final class RightsChecks {
    private RightsChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("rights", RightsChecks::schema);
        checks.put("roles", Check.ofSchema(RightsChecks::roles));
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
                        ? "Its owner lets it: holdfast grant ROLE observer, or submitter, operator, worker."
                        : "The database's owner grants it: GRANT CREATE ON DATABASE … TO the role.");
    }

    private static Finding roles(Connection connection) throws SQLException {
        Optional<Finding> gap = Sql.first(connection, """
                SELECT role, access, count(*) AS n, min(format('%s on %s', privilege, name)) AS example
                FROM holdfast.missing_rights GROUP BY role, access ORDER BY role LIMIT 1
                """, row -> Finding.warn(
                "%s lacks %d rights of its access %s, such as %s".formatted(row.getString("role"),
                        row.getInt("n"), row.getString("access"), row.getString("example")),
                "Grant it again: holdfast grant %s %s.".formatted(row.getString("role"), row.getString("access"))));
        if (gap.isEmpty()) {
            gap = Sql.first(connection,
                    """
                            SELECT DISTINCT a.usename
                            FROM holdfast.workers AS w JOIN pg_stat_activity AS a ON a.pid = w.backend_pid
                            WHERE w.state IN ('online', 'draining') AND NOT pg_has_role(a.usesysid, 'pg_read_all_stats', 'USAGE')
                            LIMIT 1
                            """,
                    row -> blind(row.getString(1)));
        }
        return gap.orElse(Finding.ok(Objects.requireNonNullElse(Sql.value(connection, String.class, """
                SELECT string_agg(format('%s is %s', role, access), ', ' ORDER BY role, access) FROM holdfast.grants
                """), "none has access but the owner and superusers")));
    }

    private static Finding blind(String worker) {
        return Finding.warn("workers run as %s, who cannot see when the server was last ready".formatted(worker),
                "After a crash of a server process they could take each other for dead: GRANT pg_read_all_stats TO %s;"
                        .formatted(worker));
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
