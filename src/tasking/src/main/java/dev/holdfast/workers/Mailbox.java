package dev.holdfast.workers;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The session on which a worker listens for what others tell it. While it is open the others know that the worker's
 * process lives, should it lose its lock session. Used by one thread; any may close it.
 */
public final class Mailbox implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Connection connection;

    private Mailbox(Connection connection) {
        this.connection = connection;
    }

    /** What a worker is told. */
    public sealed interface Message {
        /** There may be something to take. Who sent it took this worker off the list of the idle. */
        record Wake() implements Message {}

        /** There may be something to be admitted, or more than one thing to take; it is still on the list of the idle. */
        record Admit() implements Message {}

        /** Something is to happen at a time that nobody may be waiting for yet. */
        record Time() implements Message {}

        /** The worker type has changed, or intake was stopped or resumed. */
        record Type() implements Message {}

        /** A task that it runs is to stop. */
        record Cancel(long taskId) implements Message {}

        /** Its lock was seen free: it is to look after its lock session. */
        record Probe() implements Message {}

        /** It listens again, after a time in which it may have missed any of the others. */
        record Listening() implements Message {}

        /** It may be asked to finish its tasks and end. */
        record Drain() implements Message {}

        /** The ring of workers has changed. */
        record Watch() implements Message {}
    }

    /** Listens from here on: what is sent after this returns will be received. */
    public static Mailbox open(ConnectionSettings settings, String name, int workerId) throws SQLException {
        Connection connection = settings.open("holdfast " + name + " mailbox");
        try {
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            KeepAlive.of(connection);
            Sql.run(connection, "LISTEN \"holdfast_" + workerId + "\"");
            Sql.run(connection, "SELECT pg_advisory_lock_shared(holdfast.mailbox_space(), ?)", workerId);
            return new Mailbox(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Waits for messages; empty when none came in time, after the server has shown that it is still there. */
    public List<Message> receive(Duration patience) throws SQLException {
        PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications((int) patience.toMillis());
        if (received == null || received.length == 0) {
            Sql.run(connection, "SELECT 1");
            return List.of();
        }
        var messages = new ArrayList<Message>(received.length);
        for (PGNotification notification : received) {
            Message message = message(notification.getParameter());
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** Unknown words are those of a newer Holdfast, and skipped. */
    private static @Nullable Message message(String text) {
        return switch (text) {
            case "wake" -> new Message.Wake();
            case "admit" -> new Message.Admit();
            case "time" -> new Message.Time();
            case "type" -> new Message.Type();
            case "probe" -> new Message.Probe();
            case "drain" -> new Message.Drain();
            case "watch" -> new Message.Watch();
            case String word when word.matches("cancel \\d{1,18}") ->
                new Message.Cancel(Long.parseLong(word.substring(7)));
            default -> null;
        };
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
