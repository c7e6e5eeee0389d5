package dev.holdfast.workers;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A second session of a worker, which writes the ends of a train's tasks while the {@link LockSession} makes the train longer. It
 * holds no locks. For one thread. When a call throws, whether anything was written is unknown, and the session is of no further use.
 */
public final class RidingSession implements AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final Connection connection;

    private RidingSession(Connection connection) {
        this.connection = connection;
    }

    /** Opens it for a worker of that name. */
    public static RidingSession open(ConnectionSettings settings, String name) throws SQLException {
        return new RidingSession(LockSession.open(settings, name, OPENING));
    }

    /**
     * Finishes tasks that rode with the worker's train and completed.
     *
     * @return those that are no longer this worker's; empty where it has no train any more: then nothing was written, and they are to be
     *         finished on the lock session
     */
    public Optional<Set<Long>> finish(int workerId, List<Ended> ended) throws SQLException {
        Array others = Sql.value(connection, Array.class,
                "SELECT holdfast.finish_riding(?, ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])",
                Turns.riding(workerId, ended));
        return others == null ? Optional.empty() : Optional.of(Set.of((Long[]) others.getArray()));
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
