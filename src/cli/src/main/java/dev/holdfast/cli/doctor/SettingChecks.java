package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings of the server that locks, and sessions that stay open, depend on. */
final class SettingChecks {
    private static final double NEARLY_FULL = 0.8;

    private SettingChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("connections", SettingChecks::connections);
        checks.put("lock table", SettingChecks::locks);
        checks.put("idle sessions", SettingChecks::idleSessions);
        checks.put("keepalives", SettingChecks::keepalives);
        checks.put("transactions", SettingChecks::oldTransactions);
    }

    private static Finding connections(Connection connection) throws SQLException {
        long most = number(connection, "SELECT current_setting('max_connections')::bigint");
        long used = number(connection, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'");
        String text = "%d of %d in use; a worker takes about 3".formatted(used, most);
        return used > NEARLY_FULL * most
                ? Finding.warn(text, "Raise max_connections, or run fewer workers with more slots.")
                : Finding.ok(text);
    }

    private static Finding locks(Connection connection) throws SQLException {
        long room = number(connection, """
                SELECT current_setting('max_locks_per_transaction')::bigint
                       * (current_setting('max_connections')::bigint
                          + current_setting('max_prepared_transactions')::bigint)
                """);
        long held = number(connection, "SELECT count(*) FROM pg_locks WHERE NOT fastpath");
        String text = "%d of about %d in use; a running task takes 1, and 1 for each resource".formatted(held, room);
        return held > NEARLY_FULL * room
                ? Finding.warn(text, "Raise max_locks_per_transaction, which needs a restart.")
                : Finding.ok(text);
    }

    private static Finding idleSessions(Connection connection) throws SQLException {
        long seconds = number(connection, """
                SELECT extract(epoch FROM current_setting('idle_session_timeout')::interval)::bigint
                """);
        return seconds > 0
                ? Finding.warn("the server ends them after " + seconds + " s",
                        "Workers wait idle, holding locks: ALTER ROLE … SET idle_session_timeout = 0.")
                : Finding.ok("are left alone");
    }

    private static Finding keepalives(Connection connection) throws SQLException {
        boolean remote = Boolean.TRUE.equals(Sql.value(connection, Boolean.class, """
                SELECT NOT COALESCE(inet_client_addr() <<= inet '127.0.0.0/8' OR inet_client_addr() = inet '::1', true)
                """));
        long idle = number(connection, """
                SELECT extract(epoch FROM (setting || ' s')::interval)::bigint
                FROM pg_settings WHERE name = 'tcp_keepalives_idle'
                """);
        String text = idle == 0 ? "the server uses its system's default" : "the server asks after " + idle + " s";
        return remote && (idle == 0 || idle > 300)
                ? Finding.warn(text, "A host that vanishes is noticed late: ALTER SYSTEM SET "
                        + "tcp_keepalives_idle = 30, tcp_keepalives_interval = 10, tcp_keepalives_count = 3.")
                : Finding.ok(remote ? text : "not needed, the server is on this machine");
    }

    private static Finding oldTransactions(Connection connection) throws SQLException {
        List<Integer> sessions = Sql.list(connection, """
                SELECT pid
                FROM pg_stat_activity
                WHERE state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '5 minutes'
                ORDER BY state_change LIMIT 10
                """, row -> row.getInt(1));
        return sessions.isEmpty()
                ? Finding.ok("none is idle for more than 5 min")
                : Finding.warn("idle for more than 5 min in sessions " + sessions,
                        "They keep finished rows from being cleaned up: SELECT pg_terminate_backend(pid).");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, Long.class, sql));
    }
}
