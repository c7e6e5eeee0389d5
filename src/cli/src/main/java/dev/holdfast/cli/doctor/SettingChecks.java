package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** Settings of the server that locks, and sessions that stay open, depend on. */
final class SettingChecks {
    private static final double NEARLY_FULL = 0.8;

    private SettingChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("lock table", SettingChecks::locks);
        checks.put("idle sessions", SettingChecks::idleSessions);
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

    private static long number(Connection connection, String sql) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, Long.class, sql));
    }
}
