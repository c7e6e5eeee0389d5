package dev.holdfast.console.reading;

import dev.holdfast.database.HoldfastException;

/** Reads the next snapshot; {@link SnapshotReader} does so from the database. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * @param previous the snapshot before, from which lists that nobody looks at are taken over
     * @throws HoldfastException when the database does not answer, or not in time
     */
    Snapshot read(Interest interest, Snapshot previous);

    /**
     * The same, of which nothing is wanted but the lists that only the view asked for shows; all else may be that of before.
     */
    default Snapshot lists(Interest interest, Snapshot previous) {
        return read(interest, previous);
    }

    /** The next reading spares the server nothing: somebody asks for it, or has just changed something. */
    default void spareNothing() {}

    /**
     * Whether something may have changed since this was asked last; true where that cannot be told. Costs far less than a
     * reading.
     *
     * @throws HoldfastException when the database does not answer, or not in time
     */
    default boolean hasChanged() {
        return true;
    }
}
