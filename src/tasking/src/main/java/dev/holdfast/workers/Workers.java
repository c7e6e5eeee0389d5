package dev.holdfast.workers;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import java.util.Objects;

/** What an operator asks of workers, wherever they run. Thread-safe. */
public final class Workers {
    private final ConnectionSource source;

    public Workers(ConnectionSource source) {
        this.source = source;
    }

    /**
     * Lets a worker finish its tasks and end.
     *
     * @return false when no worker with that id takes tasks
     * @throws HoldfastException for whatever the database objects to
     */
    public boolean drain(int worker) {
        return Sql.call(source, connection -> Objects.requireNonNull(
                Sql.value(connection, Boolean.class, "SELECT holdfast.drain(?)", worker)));
    }
}
