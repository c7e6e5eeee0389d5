package dev.holdfast.locks;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.util.Objects;

/** What an operator does to sessions that stand in the way of tasks. Thread-safe as far as its source of connections is. */
public final class Sessions {
    private final ConnectionSource source;

    public Sessions(ConnectionSource source) {
        this.source = source;
    }

    /**
     * Ends a session that holds or wants resources and is no worker's, so that tasks may have these.
     *
     * @param session the server's process id
     * @throws NotFound          when there is no such session, or no longer
     * @throws HoldfastException for whatever the database objects to
     */
    public void end(int session) {
        boolean ended = Sql.call(source, connection -> Objects.requireNonNull(
                Sql.value(connection, Boolean.class, "SELECT holdfast.end_session(?)", session)));
        if (!ended) {
            throw new NotFound("session %d holds and wants no resource, or is a worker's".formatted(session),
                    "A worker takes the locks of a session that it lost back: stop the worker instead.");
        }
    }
}
