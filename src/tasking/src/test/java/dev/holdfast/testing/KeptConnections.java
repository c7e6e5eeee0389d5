package dev.holdfast.testing;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are used again after closing: a test that waits for something asks dozens of times, and each new session
 * costs the server more than the question. Whatever a session held (locks, settings, a transaction) ends when it is
 * closed, as it would with the connection. Thread-safe.
 */
public final class KeptConnections implements ConnectionSource, AutoCloseable {
    private static final int ANSWER_SECONDS = 5;

    private final ConnectionSettings settings;
    private final Queue<Connection> free = new ConcurrentLinkedQueue<>();

    public KeptConnections(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection get() throws SQLException {
        for (Connection kept = free.poll(); kept != null; kept = free.poll()) {
            if (kept.isValid(ANSWER_SECONDS)) {
                return returning(kept);
            }
            kept.close();
        }
        return returning(settings.open("test"));
    }

    private Connection returning(Connection connection) {
        return (Connection) Proxy.newProxyInstance(KeptConnections.class.getClassLoader(),
                new Class<?>[]{Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        keep(connection);
                        return null;
                    }
                    return call(() -> method.invoke(connection, arguments));
                });
    }

    private interface Call {
        @Nullable
        Object run() throws ReflectiveOperationException;
    }

    private static @Nullable Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void keep(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("DISCARD ALL");
                statement.execute("SET application_name = 'test'");
            }
            free.add(connection);
        } catch (SQLException e) {
            connection.close();
        }
    }

    @Override
    public void close() {
        for (Connection kept = free.poll(); kept != null; kept = free.poll()) {
            try {
                kept.close();
            } catch (SQLException e) {
                // The server may be gone, and with it the session.
            }
        }
    }
}
