package dev.holdfast.console.reading;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;

/**
 * Does something once before the first reading, and tries again as often as it fails; then it only reads. For one
 * thread.
 */
public final class PreparedSource extends PassingSource {
    private final Runnable preparation;
    private boolean prepared;

    public PreparedSource(Runnable preparation, SnapshotSource source) {
        super(source);
        this.preparation = preparation;
    }

    /**
     * Reads a database once its schema is there; a server that does not answer is given up like any other time.
     *
     * @param update whether a schema that is missing or old is brought up to date; else it is refused
     */
    public static SnapshotSource of(ConnectionSource connections, ConnectionSettings settings, boolean update) {
        return new PreparedSource(() -> Sql.call(connections, connection -> {
            if (update) {
                Schema.ensure(settings, connection);
            } else {
                Schema.check(connection);
            }
            return true;
        }), new SnapshotReader(connections));
    }

    @Override
    public Snapshot read(Interest interest, Snapshot previous) {
        if (!prepared) {
            preparation.run();
            prepared = true;
        }
        return source.read(interest, previous);
    }
}
