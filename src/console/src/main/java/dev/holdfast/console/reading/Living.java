package dev.holdfast.console.reading;

import dev.holdfast.database.Sql;
import dev.holdfast.workers.WorkerReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of the workers that live. To look costs the server much at times; who came after the last look, holding its lock,
 * is taken to live until the next one. For one thread.
 */
final class Living {
    private final Seldom<Set<Integer>> alive;
    private final Sql.Work<Set<Integer>> look;
    private int newest;

    /** @param share a look may take one part in so many of the time */
    Living(int share) {
        this(share, WorkerReader::alive);
    }

    Living(int share, Sql.Work<Set<Integer>> look) {
        this.look = look;
        alive = new Seldom<>(share);
    }

    private Set<Integer> look(Connection connection) throws SQLException {
        // Before the look: who comes in between counts either way.
        newest = WorkerReader.newest(connection);
        return look.with(connection);
    }

    /** @param now by the database's clock */
    Set<Integer> read(Connection connection, Instant now) throws SQLException {
        Set<Integer> seen = alive.read(connection, now, this::look);
        List<Integer> came = WorkerReader.onlineSince(connection, newest);
        if (seen.containsAll(came)) {
            return seen;
        }
        var all = new HashSet<>(seen);
        all.addAll(came);
        return all;
    }

    /** Whatever it costs, but once for a reading. */
    Set<Integer> anew(Connection connection, Instant now) throws SQLException {
        return alive.anew(connection, now, this::look);
    }

    /** It is read the next time, whatever it costs. */
    void forget() {
        alive.forget();
    }

    /**
     * It was found out by the way.
     *
     * @param newest the latest worker that was there before
     */
    void seen(Set<Integer> alive, int newest, Instant now) {
        this.newest = newest;
        this.alive.seen(alive, now);
    }
}
