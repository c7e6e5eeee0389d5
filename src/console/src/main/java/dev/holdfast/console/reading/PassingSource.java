package dev.holdfast.console.reading;

/** Has another source read, and does something of its own about whole readings. */
public abstract class PassingSource implements SnapshotSource {
    protected final SnapshotSource source;

    protected PassingSource(SnapshotSource source) {
        this.source = source;
    }

    @Override
    public Snapshot lists(Interest interest, Snapshot previous) {
        return source.lists(interest, previous);
    }

    @Override
    public void spareNothing() {
        source.spareNothing();
    }

    @Override
    public boolean hasChanged() {
        return source.hasChanged();
    }
}
