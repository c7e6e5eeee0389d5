package dev.holdfast.benchmark.peers;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A peer at work in a database of its own on the bed's server, which is dropped at the end. For one thread. */
public final class PeerRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LEAST_PAUSE = Duration.ofMillis(10);
    private static final int KEYS = 128;
    /** Looking takes at most this share of the server's time. */
    private static final int ONE_IN = 10;

    private final Bed bed;
    private final Peer peer;

    public PeerRun(Bed bed, Peer peer) {
        this.bed = bed;
        this.peer = peer;
    }

    /**
     * Loads no-op jobs, then starts worker processes and waits until none is left.
     *
     * @throws PeerFailure when the peer has no such mode, cannot be started, or is not done in time
     */
    public Drain drain(Mode mode, int jobs) throws PeerFailure, SQLException, InterruptedException {
        Setup setup = peer.setup(mode).orElseThrow(() -> new PeerFailure("it has no such mode"));
        String name = "peer_" + peer.name().toLowerCase(Locale.ROOT);
        ConnectionSettings database = bed.createDatabase(name);
        try (Connection connection = bed.connect(database)) {
            PeerProcess.run(peer, database, "prepare");
            PeerProcess.run(peer, database, "load", "noop", Integer.toString(jobs),
                    Integer.toString(mode == Mode.ONE_KEY ? KEYS : 0));
            Sql.run(connection, "VACUUM ANALYZE");
            Sql.run(connection, "CHECKPOINT");
            return new Drain(jobs, work(setup, database, connection));
        } finally {
            bed.dropDatabase(name);
        }
    }

    private double work(Setup setup, ConnectionSettings database, Connection connection)
            throws PeerFailure, SQLException, InterruptedException {
        var processes = new ArrayList<PeerProcess>();
        try {
            for (int i = 0; i < setup.processes(); i++) {
                processes.add(PeerProcess.start(peer, database, "work", setup.options()));
            }
            return untilDrained(connection, processes);
        } finally {
            for (PeerProcess process : processes) {
                process.kill();
            }
        }
    }

    private double untilDrained(Connection connection, List<PeerProcess> processes)
            throws PeerFailure, SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Double begin = null;
        while (true) {
            long look = System.nanoTime();
            if (begin == null) {
                begin = Sql.value(connection, Double.class, """
                        SELECT extract(epoch FROM min(backend_start))::float8 FROM pg_stat_activity
                        WHERE datname = current_database() AND backend_type = 'client backend'
                              AND pid <> pg_backend_pid()
                        """);
            } else {
                double left = Objects.requireNonNull(Sql.value(connection, Double.class,
                        "SELECT CASE WHEN " + peer.unfinished() + " THEN 0 ELSE extract(epoch FROM clock_timestamp()) END::float8"));
                if (left > 0) {
                    return left - begin;
                }
            }
            for (PeerProcess process : processes) {
                process.requireAlive();
            }
            if (look > deadline) {
                throw new PeerFailure("not done within %d minutes".formatted(PATIENCE.toMinutes()));
            }
            long pause = Math.max(LEAST_PAUSE.toNanos(), (System.nanoTime() - look) * (ONE_IN - 1));
            Thread.sleep(Duration.ofNanos(pause));
        }
    }
}
