package dev.holdfast.cli.locks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.database.Failures;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "hold", description = "Holds a resource until Ctrl-C; tasks that need it wait meanwhile.", footer = {
        "  holdfast hold repo/A               for a repair by hand",
        "  holdfast hold repo/A --shared      keeps away those that need it for themselves"})
final class Hold implements Runnable {
    private static final int LOOK_MILLIS = 1000;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Mixin
    private final Session session;

    @Parameters(paramLabel = "RESOURCE", description = "The resource's name.")
    private String resource = "";

    @Option(names = "--shared", description = "Lets others share it meanwhile.")
    private boolean shared;

    Hold(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.source();
        try (Connection connection = session.settings().open("holdfast hold by " + System.getProperty("user.name"));
                Stop stop = Stop.onSignal()) {
            if (take(connection, stop)) {
                session.terminal().say("holding " + resource + "; Ctrl-C releases it");
                while (!stop.isWanted()) {
                    // Also notices the end of the connection, and with it of the hold.
                    connection.unwrap(PGConnection.class).getNotifications(LOOK_MILLIS);
                }
                Sql.run(connection, "SELECT holdfast.release(?, ?)", resource, shared);
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /** Looks up from the waiting now and then, for the server would wait on when this process has ended. */
    private boolean take(Connection connection, Stop stop) throws SQLException {
        boolean taken = tryToTake(connection);
        if (!taken) {
            session.terminal().say(resource + " is in use; waiting for it");
            Sql.run(connection, "SET lock_timeout = " + LOOK_MILLIS);
            while (!taken && !stop.isWanted()) {
                taken = waitAMoment(connection);
            }
            Sql.run(connection, "RESET lock_timeout");
        }
        return taken;
    }

    private boolean tryToTake(Connection connection) throws SQLException {
        return Boolean.TRUE
                .equals(Sql.value(connection, Boolean.class, "SELECT holdfast.hold(?, ?, false)", resource, shared));
    }

    private boolean waitAMoment(Connection connection) throws SQLException {
        try {
            Sql.run(connection, "SELECT holdfast.hold(?, ?)", resource, shared);
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
