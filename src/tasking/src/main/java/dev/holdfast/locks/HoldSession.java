package dev.holdfast.locks;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;

/**
 * Holds a resource for a person, on a session of its own: the end of the process, or of its connection, releases it.
 * Stateless, so thread-safe.
 */
public final class HoldSession {
    private static final int LOOK_MILLIS = 1000;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private HoldSession() {}

    /**
     * What is to be held.
     *
     * @param shared whether others may share it meanwhile
     * @param reason shown to all who look at the locks, and kept in the audit; empty for none
     */
    public record Wish(String resource, boolean shared, String reason) {}

    /** Told by the thread that holds. */
    public interface Listener {
        /** Somebody else has it. */
        void waits();

        void holds();
    }

    /**
     * Holds it for as long as it is wanted, which is looked at about once a second; waits for it while somebody else has it.
     *
     * @throws HoldfastException when the connection ends, and the hold with it, or the database objects
     */
    public static void hold(ConnectionSettings settings, Wish wish, BooleanSupplier wanted, Listener listener) {
        String name = "holdfast hold by " + System.getProperty("user.name");
        try (Connection connection = settings.open(wish.reason().isEmpty() ? name : name + ": " + wish.reason())) {
            if (take(connection, wish, wanted, listener)) {
                listener.holds();
                while (wanted.getAsBoolean()) {
                    // Also notices the end of the connection.
                    connection.unwrap(PGConnection.class).getNotifications(LOOK_MILLIS);
                }
                Sql.run(connection, "SELECT holdfast.release(?, ?)", wish.resource(), wish.shared());
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /** Looks up from the waiting now and then, for the server would wait on when this process has ended. */
    private static boolean take(Connection connection, Wish wish, BooleanSupplier wanted, Listener listener)
            throws SQLException {
        boolean taken = hold(connection, wish, false);
        if (!taken) {
            listener.waits();
            Sql.run(connection, "SET lock_timeout = " + LOOK_MILLIS);
            while (!taken && wanted.getAsBoolean()) {
                taken = waitAMoment(connection, wish);
            }
            Sql.run(connection, "RESET lock_timeout");
        }
        return taken;
    }

    private static boolean hold(Connection connection, Wish wish, boolean wait) throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.hold(?, ?, ?, ?)",
                wish.resource(), wish.shared(), wait, wish.reason()));
    }

    private static boolean waitAMoment(Connection connection, Wish wish) throws SQLException {
        try {
            return hold(connection, wish, true);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
