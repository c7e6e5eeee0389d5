package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.retention.Cleaning;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is not to be kept any longer, when it is this worker's turn: on a thread and a connection of its own, which
 * last as long as there is something to do. So neither the worker's loop nor its lock session waits for it. Used by one
 * thread.
 */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final ConnectionSettings database;
    private @Nullable Thread thread;

    Housekeeping(ConnectionSettings database) {
        this.database = database;
    }

    /** Does nothing while it is still at it. */
    void start() {
        if (thread == null || !thread.isAlive()) {
            thread = Thread.ofPlatform().name("housekeeping").daemon().start(this::clean);
        }
    }

    private void clean() {
        try (Connection connection = database.open("holdfast housekeeping")) {
            Cleaning.run(connection);
        } catch (SQLException e) {
            log.warn("what is not to be kept could not be removed, another time will come: {}", e.getMessage());
        }
    }
}
