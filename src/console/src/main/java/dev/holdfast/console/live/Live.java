package dev.holdfast.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The one clock of all views: the newest snapshot and the state of the link as properties. Belongs to the thread of the
 * receiving executor, the application thread; the reading happens on a thread of its own.
 */
public final class Live implements AutoCloseable {
    private final ReadOnlyObjectWrapper<Snapshot> snapshot = new ReadOnlyObjectWrapper<>(Snapshot.none());
    private final ReadOnlyObjectWrapper<LinkState> link = new ReadOnlyObjectWrapper<>(new LinkState.Connecting());
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final ObjectProperty<Duration> interval = new SimpleObjectProperty<>(Duration.ofSeconds(1));
    private final Poller poller;
    private long arrived = System.nanoTime();

    /**
     * @param receiver runs what it is given on the application thread
     */
    public Live(SnapshotSource source, Executor receiver) {
        poller = new Poller(source, new Mailbox<>(receiver, this::apply));
        paused.subscribe(poller::paused);
        interval.subscribe(poller::interval);
    }

    public void start() {
        poller.start();
    }

    public ReadOnlyObjectProperty<Snapshot> snapshot() {
        return snapshot.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<LinkState> link() {
        return link.getReadOnlyProperty();
    }

    /** True while the database answers. */
    public BooleanBinding up() {
        return Bindings.createBooleanBinding(() -> link.get() instanceof LinkState.Up, link);
    }

    /** While true nothing is read but what is asked for. */
    public BooleanProperty paused() {
        return paused;
    }

    /** The time from one reading to the next; zero for a reading whenever something has changed. */
    public ObjectProperty<Duration> interval() {
        return interval;
    }

    /** Changes what is read, and has it read at once. */
    public void show(UnaryOperator<Interest> change) {
        poller.show(change);
    }

    /** Has all read again at once, paused or not. */
    public void refresh() {
        poller.refresh();
    }

    /** While hidden nothing is read at all. */
    public void hidden(boolean hidden) {
        poller.hidden(hidden);
    }

    /** How old the newest snapshot is. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - arrived);
    }

    /** The database's clock now, as far as it can be told from the newest snapshot. */
    public Instant now() {
        return snapshot.get().serverTime().plus(age());
    }

    @Override
    public void close() {
        poller.close();
    }

    private void apply(Update update) {
        if (update.link() instanceof LinkState.Up) {
            arrived = System.nanoTime();
        }
        link.set(update.link());
        snapshot.set(update.snapshot());
    }
}
