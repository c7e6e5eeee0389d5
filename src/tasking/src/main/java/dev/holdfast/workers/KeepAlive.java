package dev.holdfast.workers;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What makes the server end a session after 18 seconds in which nothing comes from the other side, where it would wait for two
 * hours. All sessions of a worker have it: one that lingers would pass for a worker that is about to come back.
 */
final class KeepAlive {
    /**
     * Part of a list of what to select. The last one is a second short of the others together: Linux looks at it when a probe is due,
     * and would wait for one more.
     */
    static final String SETTINGS = """
            set_config('tcp_keepalives_idle', '9', false),
            set_config('tcp_keepalives_interval', '3', false),
            set_config('tcp_keepalives_count', '3', false),
            set_config('tcp_user_timeout', '17000', false)
            """;

    private KeepAlive() {}

    static void of(Connection connection) throws SQLException {
        Sql.run(connection, "SELECT " + SETTINGS);
    }
}
