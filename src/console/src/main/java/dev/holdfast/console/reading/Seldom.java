package dev.holdfast.console.reading;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that every view wants to know and that may cost the server much, such as a look at a great many locks. It is read
 * again the later the longer it took, except where somebody looks at just that. For one thread.
 */
final class Seldom<T> {
    /** Of any server. */
    private static final Duration NOTHING = Duration.ofMillis(2);

    private final int share;
    private final Costs costs = new Costs();
    private Instant at = Instant.MIN;
    private Instant next = Instant.MIN;
    private @Nullable T last;

    /** @param share it may take one part in so many of the time */
    Seldom(int share) {
        this.share = share;
    }

    /** @param now by the database's clock */
    T read(Connection connection, Instant now, Sql.Work<T> work) throws SQLException {
        return last == null || !now.isBefore(next) ? anew(connection, now, work) : last;
    }

    /** Whatever it costs, but once for a reading. */
    T anew(Connection connection, Instant now, Sql.Work<T> work) throws SQLException {
        if (last != null && now.equals(at)) {
            return last;
        }
        long begin = System.nanoTime();
        T read = work.with(connection);
        costs.add(Duration.ofNanos(System.nanoTime() - begin));
        return seen(read, now);
    }

    /** It is read the next time, whatever it costs. */
    void forget() {
        at = Instant.MIN;
        next = Instant.MIN;
    }

    /** It was found out by the way. */
    T seen(T read, Instant now) {
        last = read;
        at = now;
        next = new Reading(now, costs.least().minus(NOTHING)).again(Duration.ZERO, share);
        return read;
    }
}
