package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether there are connections enough for the workers that run, and whether the server notices those that are dead. */
final class ConnectionChecks {
    private static final double NEARLY_FULL = 0.8;
    private static final int PER_WORKER = 3;
    private static final long LATE_SECONDS = 300;

    private ConnectionChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("connections", ConnectionChecks::ofServer);
        checks.put("limits", Check.ofSchema(ConnectionChecks::ofRoles));
        checks.put("keepalives", ConnectionChecks::keepalives);
    }

    private static Finding ofServer(Connection connection) throws SQLException {
        String workers = Sql.value(connection, String.class, "SELECT to_regclass('holdfast.workers')::text") == null
                ? "0"
                : "(SELECT count(*) FROM holdfast.workers WHERE state IN ('online', 'draining'))";
        return Sql
                .first(connection,
                        """
                                SELECT current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
                                       - COALESCE(current_setting('reserved_connections', true)::bigint, 0) AS most,
                                       (SELECT count(*) FROM pg_stat_activity
                                        WHERE COALESCE(backend_type, 'client backend') = 'client backend') AS used,
                                       %s AS workers
                                """
                                .formatted(workers),
                        row -> ofServer(row.getLong("most"), row.getLong("used"), row.getLong("workers")))
                .orElseThrow();
    }

    private static Finding ofServer(long most, long used, long workers) {
        String text = "%d of %d in use; %d workers take %d of them".formatted(used, most, workers,
                PER_WORKER * workers);
        long enough = Math.round(Math.ceil((used + PER_WORKER * workers) / NEARLY_FULL));
        if (most - used < workers) {
            return Finding.warn(text + ", and could not all come back beside sessions that were cut off",
                    "Raise max_connections to %d or more, or run fewer workers with more slots.".formatted(enough));
        }
        return used > NEARLY_FULL * most
                ? Finding.warn(text, "Raise max_connections, or run fewer workers with more slots.")
                : Finding.ok(text);
    }

    private static Finding ofRoles(Connection connection) throws SQLException {
        Optional<Finding> tooLow = Sql.first(connection, """
                WITH workers AS (
                    SELECT a.usesysid FROM holdfast.workers AS w JOIN pg_stat_activity AS a ON a.pid = w.backend_pid
                    WHERE w.state IN ('online', 'draining')
                )
                SELECT 'role' AS what, r.rolname AS name, r.rolconnlimit AS most, ? * count(*) AS needed
                FROM workers AS w JOIN pg_roles AS r ON r.oid = w.usesysid
                WHERE r.rolconnlimit >= 0 AND NOT r.rolsuper
                GROUP BY r.rolname, r.rolconnlimit HAVING ? * count(*) > r.rolconnlimit
                UNION ALL
                SELECT 'database', d.datname, d.datconnlimit, ? * (SELECT count(*) FROM workers)
                FROM pg_database AS d
                WHERE d.datname = current_database() AND d.datconnlimit >= 0
                  AND ? * (SELECT count(*) FROM workers) > d.datconnlimit
                LIMIT 1
                """, ConnectionChecks::tooLow, PER_WORKER, PER_WORKER, PER_WORKER, PER_WORKER);
        return tooLow.orElse(Finding.ok("no role or database has too few connections for its workers"));
    }

    private static Finding tooLow(ResultSet row) throws SQLException {
        String what = row.getString("what");
        String name = row.getString("name");
        return Finding.warn(
                "the %s %s may have %d connections, its workers need %d".formatted(what, name, row.getLong("most"),
                        row.getLong("needed")),
                "ALTER %s %s CONNECTION LIMIT -1; or a number with room for workers that come back.".formatted(
                        what.toUpperCase(Locale.ROOT), name));
    }

    private static Finding keepalives(Connection connection) throws SQLException {
        return Sql
                .first(connection,
                        """
                                SELECT COALESCE(inet_client_addr() <<= inet '127.0.0.0/8' OR inet_client_addr() = inet '::1', true) AS near,
                                       (SELECT setting::bigint FROM pg_settings WHERE name = 'tcp_keepalives_idle') AS idle
                                """,
                        row -> keepalives(!row.getBoolean("near"), row.getLong("idle")))
                .orElseThrow();
    }

    private static Finding keepalives(boolean remote, long idle) {
        String text = idle == 0 ? "the server uses its system's default" : "the server asks after " + idle + " s";
        return remote && (idle == 0 || idle > LATE_SECONDS)
                ? Finding.warn(text,
                        "Workers set their own, but the host of another session that holds a resource is missed "
                                + "late: ALTER SYSTEM SET tcp_keepalives_idle = 30, tcp_keepalives_interval = 10, tcp_keepalives_count = 3.")
                : Finding.ok(remote ? text : "not needed, the server is on this machine");
    }
}
