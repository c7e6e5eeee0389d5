package dev.holdfast.benchmark.peers;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Drain;
import dev.holdfast.benchmark.bed.DrainWatch;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A peer at work in a mode, in a database of its own on the bed's server; closing drops it. For one thread.
 *
 * <p>All methods throw {@link PeerFailure} when the peer cannot be run or does not do what it should.
 */
public final class PeerRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int KEYS = 128;

    private final Bed bed;
    private final Peer peer;
    private final Mode mode;
    private final String name;
    private final ConnectionSettings database;
    private final Connection connection;
    private final List<PeerProcess> processes = new ArrayList<>();

    private PeerRun(Bed bed, Peer peer, Mode mode) throws SQLException {
        this.bed = bed;
        this.peer = peer;
        this.mode = mode;
        this.name = "peer_%s_%s".formatted(peer, mode).toLowerCase(Locale.ROOT);
        this.database = bed.createDatabase(name);
        this.connection = bed.connect(database);
    }

    /** Makes its database. */
    public static PeerRun open(Bed bed, Peer peer, Mode mode) throws PeerFailure, SQLException {
        setup(peer, mode);
        return new PeerRun(bed, peer, mode);
    }

    private static Setup setup(Peer peer, Mode mode) throws PeerFailure {
        return peer.setup(mode).orElseThrow(() -> new PeerFailure("it has no such mode"));
    }

    /** Loads no-op jobs, then starts worker processes, waits until none is left, and ends them. */
    public Drain drain(int jobs) throws PeerFailure, SQLException, InterruptedException {
        return drain(mode, jobs);
    }

    /** The same with the workers of another mode. */
    public Drain drain(Mode as, int jobs) throws PeerFailure, SQLException, InterruptedException {
        Setup setup = setup(peer, as);
        load("noop", jobs, setup);
        Sql.run(connection, "VACUUM ANALYZE");
        Sql.run(connection, "CHECKPOINT");
        try {
            start("noop", setup);
            var watch = new DrainWatch(connection, peer.unfinished(),
                    bed.cpu(() -> processes.stream().map(PeerProcess::pid).toList()), PATIENCE);
            return watch.of(jobs, this::requireAlive)
                    .orElseThrow(() -> new PeerFailure(
                            "not done within %d minutes".formatted(PATIENCE.toMinutes())));
        } finally {
            kill();
        }
    }

    /**
     * Milliseconds that the server took for a claim, on average since the counts were reset: of all statements here that
     * pass over what others have locked, which no other statement of a queue does.
     */
    public double claimMillis() throws SQLException {
        return bed.number("""
                SELECT (sum(total_exec_time) / sum(calls))::float8
                FROM pg_stat_statements AS s JOIN pg_database AS d ON d.oid = s.dbid
                WHERE d.datname = ? AND s.query ILIKE '%skip locked%'
                """, name);
    }

    /** A session in the peer's database, for the caller to close. */
    public Connection connect() throws SQLException {
        return bed.connect(database);
    }

    /**
     * Kills the process that naps and waits until another one naps in its place.
     *
     * @param patience how long to wait
     * @return seconds from the kill to the second nap; negative when there was none in time
     */
    public double recovery(Duration patience) throws PeerFailure, InterruptedException {
        Setup setup = setup(peer, mode);
        load("nap", 1, setup);
        try {
            start("nap", setup);
            PeerProcess first = awaitNap(START_PATIENCE);
            if (first == null) {
                throw new PeerFailure("no job started within %d s".formatted(START_PATIENCE.toSeconds()));
            }
            long killed = System.nanoTime();
            first.kill();
            processes.remove(first);
            PeerProcess second = awaitNap(patience);
            return second == null ? -1 : (second.said("nap").orElseThrow() - killed) / 1e9;
        } finally {
            kill();
        }
    }

    private @Nullable PeerProcess awaitNap(Duration patience)
            throws PeerFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (PeerProcess process : processes) {
                if (process.said("nap").isPresent()) {
                    return process;
                }
            }
            requireAlive();
            Thread.sleep(PAUSE);
        }
        return null;
    }

    private void load(String task, int count, Setup setup)
            throws PeerFailure, InterruptedException {
        PeerProcess.run(peer.program(), database, "load", task, Integer.toString(count),
                Integer.toString(mode == Mode.ONE_KEY ? KEYS : 0), setup.options());
    }

    private void start(String task, Setup setup) throws PeerFailure, InterruptedException {
        for (int i = 0; i < setup.processes(); i++) {
            processes.add(PeerProcess.start(peer.program(), database, "work", task, setup.options()));
        }
    }

    private void requireAlive() throws PeerFailure, InterruptedException {
        for (PeerProcess process : processes) {
            process.requireAlive();
        }
    }

    private void kill() throws InterruptedException {
        for (PeerProcess process : processes) {
            process.kill();
        }
        processes.clear();
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        kill();
        connection.close();
        bed.dropDatabase(name);
    }
}
