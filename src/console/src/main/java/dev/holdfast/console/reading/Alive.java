package dev.holdfast.console.reading;

import dev.holdfast.workers.WorkerReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which workers live. To find out takes a look at all locks of the server, which may be a great many: where that takes long,
 * and nobody looks at workers, it is done again the later the longer it took. For one thread.
 */
final class Alive {
    private static final int SHARE = 100;

    private final Costs costs = new Costs();
    private Set<Integer> workers = Set.of();
    private Instant next = Instant.MIN;

    /**
     * @param now  by the database's clock
     * @param anew whatever it costs
     */
    Set<Integer> read(Connection connection, Instant now, boolean anew) throws SQLException {
        if (anew || !now.isBefore(next)) {
            long begin = System.nanoTime();
            workers = WorkerReader.alive(connection);
            costs.add(Duration.ofNanos(System.nanoTime() - begin));
            next = new Reading(now, costs.least()).again(Duration.ZERO, SHARE);
        }
        return workers;
    }
}
