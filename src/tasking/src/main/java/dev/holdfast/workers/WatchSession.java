package dev.holdfast.workers;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker's session that watches the next worker in the ring of ids: it waits for that worker's lock, which the server
 * grants the moment the other's session ends. Used by one thread; {@link #interrupt} and {@link #close} may be called
 * by any.
 */
public final class WatchSession implements AutoCloseable {
    /** {@link #reap} found the worker alive. */
    public static final int ALIVE = -1;
    /** {@link #reap} is too early: the server has just started, and owners may be taking their locks back. */
    public static final int TOO_EARLY = -2;

    private static final String QUERY_CANCELED = "57014";
    /** A waiting statement keeps vacuum from what ended since: short while the server is at work, longer while it is not. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** So many dead rows do no harm. */
    private static final int CLAIMS = 500;
    private static final Duration LOOK_ANEW = Duration.ofSeconds(120);
    private static final Duration ANSWER = LONGEST.plusSeconds(20);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(5);

    private final Connection connection;
    private final int workerId;
    private volatile @Nullable Statement waiting;
    private volatile boolean interrupted;
    private Duration spell = SHORTEST;
    private long claims;

    private WatchSession(Connection connection, int workerId) {
        this.connection = connection;
        this.workerId = workerId;
    }

    public static WatchSession open(ConnectionSettings settings, String name, int workerId) throws SQLException {
        Connection connection = settings.open("holdfast " + name + " watch");
        try {
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            KeepAlive.of(connection);
            return new WatchSession(connection, workerId);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Tells the worker before this one in the ring that this one is to be watched. Registration does so too, but two
     * workers that register at the same time do not see each other: of the two, the later to commit calls this later.
     */
    public void announce() throws SQLException {
        Sql.run(connection, """
                SELECT pg_notify('holdfast_' || w.id, 'watch')
                FROM (SELECT id
                      FROM holdfast.workers
                      WHERE state IN ('online', 'draining') AND id <> ?
                      ORDER BY id > ?, id DESC
                      LIMIT 1) AS w
                """, workerId, workerId);
    }

    /** The worker to watch; empty when there is no other. What {@link #interrupt} said before is taken note of. */
    public OptionalInt next() throws SQLException {
        interrupted = false;
        Integer next = Sql.value(connection, Integer.class, "SELECT holdfast.to_watch(?)", workerId);
        return next == null ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /**
     * Waits until the worker's lock is free, in spells of one statement each. The lock is not kept: it ends with the
     * statement.
     *
     * @return false when there was an {@linkplain #interrupt interruption} since {@link #next}, and every two minutes: then the
     *         caller looks anew whom to watch
     */
    public boolean awaitEnd(int other) throws SQLException {
        long start = System.nanoTime();
        while (!interrupted && System.nanoTime() - start < LOOK_ANEW.toNanos()) {
            if (awaitEnd(other, spell)) {
                return true;
            }
        }
        return false;
    }

    private boolean awaitEnd(int other, Duration patience) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT * FROM holdfast.await_end(?, ?)")) {
            lock.setInt(1, other);
            lock.setInt(2, (int) patience.toMillis());
            waiting = lock;
            if (interrupted) {
                return false;
            }
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                spell = spellAfter(patience, row.getLong("claims"));
                return row.getBoolean("ended");
            }
        } catch (SQLException e) {
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            waiting = null;
        }
    }

    /** As long as few tasks are claimed in it, going by the latest. */
    private Duration spellAfter(Duration latest, long claimsByNow) {
        long seen = claimsByNow - claims;
        claims = claimsByNow;
        long millis = seen <= CLAIMS / 2 ? latest.toMillis() * 2 : latest.toMillis() * CLAIMS / seen;
        return Duration.ofMillis(Math.clamp(millis, SHORTEST.toMillis(), LONGEST.toMillis()));
    }

    /** Tells a worker whose lock is free to look after its session, should it still live. */
    public void probe(int other) throws SQLException {
        Sql.run(connection, "SELECT pg_notify('holdfast_' || ?::integer, 'probe')", other);
    }

    /** Whether a worker whose lock is free still listens, so that it may be about to take its lock back. */
    public boolean isReconnecting(int other) throws SQLException {
        return Boolean.TRUE.equals(
                Sql.value(connection, Boolean.class, "SELECT holdfast.is_reconnecting(?)", other));
    }

    /** The process id of a worker, if it runs or ran on that host. */
    public OptionalLong pidOn(String host, int other) throws SQLException {
        Long pid = Sql.value(connection, Long.class, "SELECT pid FROM holdfast.workers WHERE id = ? AND host = ?",
                other, host);
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    /**
     * Settles what a dead worker left behind.
     *
     * @param serverGrace how long after a start of the server owners may take their locks back
     * @return how many tasks it settled, {@link #ALIVE} or {@link #TOO_EARLY}
     */
    public int reap(int other, Duration serverGrace) throws SQLException {
        Integer settled = Sql.value(connection, Integer.class, "SELECT holdfast.reap(?, ? * interval '1 millisecond')",
                other, serverGrace.toMillis());
        return settled == null ? 0 : settled;
    }

    /** Ends a wait in {@link #awaitEnd}, or the next one, for example because a new worker has joined the ring. */
    public void interrupt() throws SQLException {
        interrupted = true;
        Statement statement = waiting;
        // Again and again: a cancel that comes before the statement is with the server does nothing.
        while (statement != null && statement == waiting) {
            statement.cancel();
            LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
        }
    }

    /** Whether there was an {@linkplain #interrupt interruption} since {@link #next}. */
    public boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
