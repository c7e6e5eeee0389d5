package dev.holdfast.console.live;

import dev.holdfast.access.Login;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Tries an address once, on a connection of its own, and gives up soon. For a background thread. */
public final class Reachability {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SILENCE_MILLIS = 5_000;

    private Reachability() {}

    /**
     * What was found behind an address.
     *
     * @param server    the version of PostgreSQL
     * @param encrypted whether the way there is encrypted
     */
    public record Found(String server, boolean encrypted, Login login) {}

    /**
     * @throws HoldfastException when it cannot be reached within seconds, or there is nothing of use for the console; the
     *                           message says what is wrong, the hint what to do
     */
    public static Found of(ConnectionSettings settings) {
        try (Connection connection = settings.open("holdfast console test", PATIENCE)) {
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            Login login = Login.read(connection);
            Schema.check(connection);
            boolean encrypted = Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
            return new Found(connection.getMetaData().getDatabaseProductVersion(), encrypted, login);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }
}
