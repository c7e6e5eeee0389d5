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
            take(connection);
            session.terminal().say("holding " + resource + "; Ctrl-C releases it");
            while (!stop.isWanted()) {
                // Also notices the end of the connection, and with it of the hold.
                connection.unwrap(PGConnection.class).getNotifications(LOOK_MILLIS);
            }
            Sql.run(connection, "SELECT holdfast.release(?, ?)", resource, shared);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private void take(Connection connection) throws SQLException {
        Boolean free = Sql.value(connection, Boolean.class, "SELECT holdfast.hold(?, ?, false)", resource, shared);
        if (!Boolean.TRUE.equals(free)) {
            session.terminal().say(resource + " is in use; waiting for it");
            Sql.run(connection, "SELECT holdfast.hold(?, ?)", resource, shared);
        }
    }
}
