package dev.holdfast.benchmark.console;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a console is there for at its worst: tasks that wait in long lines, for their time, and for a worker that never comes;
 * sessions that hold a great many locks; many workers; and beside it all tasks that come and go. Runs until it is closed.
 */
final class Incident implements AutoCloseable {
    /** Served by no worker, so that what waits goes on waiting. */
    private static final String BLOCKED = """
            SELECT count(holdfast.submit('repack', handler => 'nobody', exclusive => ARRAY['repo/' || n % 500]))
            FROM generate_series(1, ?) AS n
            """;
    private static final String READY = """
            SELECT count(holdfast.submit('verify', handler => 'nobody')) FROM generate_series(1, ?) AS n
            """;
    private static final String SCHEDULED = """
            SELECT count(holdfast.submit('publish', handler => 'nobody', due_at => now() + interval '1 day'))
            FROM generate_series(1, ?) AS n
            """;
    private static final String HOLD = """
            WITH held AS (
                INSERT INTO holdfast.resources (name) SELECT 'held/' || n FROM generate_series(?::integer, ?) AS n RETURNING id
            )
            SELECT count(pg_advisory_lock(holdfast.resource_space(), id)) FROM held
            """;
    /** Alive by their locks; no session of the server is any of theirs. */
    private static final String WORKERS = """
            WITH made AS (
                INSERT INTO holdfast.workers (name, host, pid, version, slots, handlers, backend_pid)
                SELECT 'remote-' || n, 'host-' || n % 20, n, 'bench', 4, '{sleep}', 1000000 + n
                FROM generate_series(1, ?) AS n
                RETURNING id
            )
            SELECT count(pg_advisory_lock(holdfast.worker_space(), id)) FROM made
            """;
    private static final int HOLDERS = 8;
    private static final int PER_SECOND = 10;
    private static final int SLOTS = 4;
    private static final int PROCESSES = 2;

    private final Bed bed;
    private final List<Connection> sessions = new ArrayList<>();
    private final Thread submitter;
    private volatile boolean over;

    private Incident(Bed bed, Sizes sizes) {
        this.bed = bed;
        this.submitter = Thread.ofPlatform().name("submitter").unstarted(() -> submit(sizes.changes() / PER_SECOND));
    }

    /**
     * How bad it is.
     *
     * @param changes tasks that come, and go, in a second
     */
    record Sizes(int tasks, int locks, int workers, int changes) {}

    /** Begins. */
    static Incident on(Bed bed, Sizes sizes) throws SQLException {
        var incident = new Incident(bed, sizes);
        try {
            incident.begin(sizes);
            return incident;
        } catch (SQLException e) {
            incident.close();
            throw e;
        }
    }

    private void begin(Sizes sizes) throws SQLException {
        Connection connection = bed.connection();
        Sql.run(connection, BLOCKED, sizes.tasks() * 2 / 5);
        Sql.run(connection, READY, sizes.tasks() * 2 / 5);
        Sql.run(connection, SCHEDULED, sizes.tasks() / 5);
        Workload.admit(connection);
        for (int i = 0; i < HOLDERS; i++) {
            int share = sizes.locks() / HOLDERS;
            Sql.run(session(), HOLD, i * share + 1, (i + 1) * share);
        }
        Sql.run(session(), WORKERS, sizes.workers() - PROCESSES);
        Sql.run(connection, "VACUUM ANALYZE");
        bed.start(PROCESSES, SLOTS);
        submitter.start();
    }

    private Connection session() throws SQLException {
        Connection session = bed.connect();
        sessions.add(session);
        return session;
    }

    /** So many at once, ten times a second, as long as it keeps up. */
    private void submit(int count) {
        try (Connection connection = bed.connect()) {
            long next = System.nanoTime();
            while (!over) {
                new Workload(count, true, 1, true).submit(connection);
                next = Math.max(next + 1_000_000_000L / PER_SECOND, System.nanoTime());
                Thread.sleep(Math.max(0, next - System.nanoTime()) / 1_000_000);
            }
        } catch (SQLException e) {
            throw new DatabaseError("tasks could not be submitted: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many tasks have ended so far. */
    double ended() throws SQLException {
        return bed.number("SELECT count(*)::float8 FROM holdfast.finished");
    }

    @Override
    public void close() throws SQLException {
        over = true;
        submitter.interrupt();
        for (Connection session : sessions) {
            session.close();
        }
        try {
            submitter.join();
            bed.killWorkers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
