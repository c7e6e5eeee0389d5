package dev.holdfast.workers;

import java.sql.Connection;
import java.sql.SQLException;

/** What a worker's sessions do alike with their connections. */
final class Connections {
    private Connections() {}

    /** Ends a connection at once, whatever another thread waits for on it. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // An aborted connection reports nothing that anybody could act on.
        }
    }
}
