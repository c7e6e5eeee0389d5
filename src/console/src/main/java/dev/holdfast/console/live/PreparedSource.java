package dev.holdfast.console.live;

/**
 * Does something once before the first reading, and tries again as often as it fails; then it only reads. For one
 * thread.
 */
public final class PreparedSource implements SnapshotSource {
    private final Runnable preparation;
    private final SnapshotSource source;
    private boolean prepared;

    public PreparedSource(Runnable preparation, SnapshotSource source) {
        this.preparation = preparation;
        this.source = source;
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
