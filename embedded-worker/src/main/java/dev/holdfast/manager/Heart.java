package dev.holdfast.manager;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's heartbeat, on a thread and a connection of its own: work must not hold it up. With each beat it looks for
 * workers that give none; what these were given is canceled.
 */
final class Heart implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heart.class);
    private static final int BEATS_IN_A_LIFE = 6;

    private final ConnectionSettings database;
    private final String name;
    private final int worker;
    private final Duration ttl;
    private final Listener listener;
    private final Thread thread;
    private boolean first = true;
    private volatile boolean closed;

    /** Called on the heart's thread. */
    interface Listener {
        /** Others have taken this worker for missing: its tasks are no longer its own. */
        void missed();

        void managerless();
    }

    /** @param ttl how long without a beat a worker counts as alive; there are six beats in that time */
    Heart(ConnectionSettings database, String name, int worker, Duration ttl, Listener listener) {
        this.database = database;
        this.name = name;
        this.worker = worker;
        this.ttl = ttl;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("heart").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = database.open("holdfast " + name + " heart")) {
                while (!closed) {
                    beat(connection);
                    pause();
                }
            } catch (SQLException e) {
                log.debug("no beat: {}", e.getMessage());
                pause();
            }
        }
    }

    private void beat(Connection connection) throws SQLException {
        var beat = Sql.list(connection, "SELECT * FROM holdfast.beat(?, ? * interval '1 millisecond', ?)",
                row -> new Beat(row.getBoolean("was_missing"), (Integer[]) row.getArray("missing").getArray(),
                        row.getBoolean("managerless")),
                worker, ttl.toMillis(), first).getFirst();
        first = false;
        for (int other : beat.missing()) {
            log.warn("worker {} is missing: what it was given is canceled", other);
        }
        if (beat.wasMissing()) {
            listener.missed();
        }
        if (beat.managerless()) {
            listener.managerless();
        }
    }

    private record Beat(boolean wasMissing, Integer[] missing, boolean managerless) {}

    private void pause() {
        try {
            Thread.sleep(ttl.dividedBy(BEATS_IN_A_LIFE));
        } catch (InterruptedException e) {
            // Closed, or somebody wants a beat now.
            log.trace("woken");
        }
    }

    /** Beats now. */
    void hurry() {
        thread.interrupt();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
