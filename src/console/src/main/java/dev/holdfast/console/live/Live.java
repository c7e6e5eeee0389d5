package dev.holdfast.console.live;

import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Hindsight;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.SnapshotSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The one clock of all views: the snapshot that they show and the state of the link as properties. The snapshot is the
 * newest reading, or one of the past for as long as somebody looks back; the reading goes on meanwhile. Belongs to the
 * thread of the receiving executor, the application thread; the reading happens on a thread of its own.
 */
public final class Live implements AutoCloseable {
    private final ReadOnlyObjectWrapper<Snapshot> snapshot = new ReadOnlyObjectWrapper<>(Snapshot.none());
    private final ReadOnlyObjectWrapper<Snapshot> newest = new ReadOnlyObjectWrapper<>(Snapshot.none());
    private final ReadOnlyBooleanWrapper past = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<LinkState> link = new ReadOnlyObjectWrapper<>(new LinkState.Connecting());
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final ObjectProperty<Duration> interval = new SimpleObjectProperty<>(Duration.ofSeconds(1));
    private final Poller poller;
    private final Executor receiver;
    private final ReadOnlyObjectWrapper<Interest> wanted = new ReadOnlyObjectWrapper<>(Interest.initial());
    private Snapshot recorded = Snapshot.none();
    private long arrived = System.nanoTime();

    /**
     * @param receiver runs what it is given on the application thread
     */
    public Live(SnapshotSource source, Executor receiver) {
        this.receiver = receiver;
        poller = new Poller(source, new Mailbox<>(receiver, this::apply));
        paused.subscribe(poller::paused);
        interval.subscribe(poller::interval);
    }

    public void start() {
        poller.start();
    }

    /** What all views show. */
    public ReadOnlyObjectProperty<Snapshot> snapshot() {
        return snapshot.getReadOnlyProperty();
    }

    /**
     * Gives a view each reading that it is to show while it is on the screen, and the latest one when it comes there: what
     * nobody sees is not worth the application thread's time.
     */
    public void follow(View view, Consumer<Snapshot> shown) {
        Runnable follow = () -> {
            if (wanted.get().view() == view) {
                shown.accept(snapshot.get());
            }
        };
        snapshot.subscribe(follow);
        wanted.subscribe((before, now) -> {
            if (before.view() != view) {
                follow.run();
            }
        });
        follow.run();
    }

    /** The newest reading, also while the views show one of the past. */
    public ReadOnlyObjectProperty<Snapshot> newest() {
        return newest.getReadOnlyProperty();
    }

    /** True while the views show the past: what could be done to what is on the screen may be gone by now. */
    public ReadOnlyBooleanProperty past() {
        return past.getReadOnlyProperty();
    }

    /** What the screen wants to see. */
    public ReadOnlyObjectProperty<Interest> wanted() {
        return wanted.getReadOnlyProperty();
    }

    /** Has all views show a reading of the past, until {@link #present}. */
    public void rewind(Snapshot recorded) {
        this.recorded = recorded;
        past.set(true);
        snapshot.set(Hindsight.of(recorded, wanted.get()));
    }

    /** Has all views show the newest reading again. */
    public void present() {
        past.set(false);
        snapshot.set(newest.get());
    }

    /** Shows readings from a file instead of those of a database; instead of {@link #start}. */
    public void replay(String file) {
        link.set(new LinkState.Replay(file));
    }

    public ReadOnlyObjectProperty<LinkState> link() {
        return link.getReadOnlyProperty();
    }

    /** True while the database answers, whether or not the past is shown. */
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

    /** The time that really is between two readings: more than was asked for where each takes the server long. */
    public Duration pace() {
        return poller.pace();
    }

    /** Changes what is read, and has it read at once. */
    public void show(UnaryOperator<Interest> change) {
        wanted.set(change.apply(wanted.get()));
        poller.show(change);
        if (past.get()) {
            // Not at once: who asks may be in the middle of showing what came before.
            receiver.execute(() -> {
                if (past.get()) {
                    rewind(recorded);
                }
            });
        }
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

    /** The database's clock now, as far as it can be told from the newest snapshot; in the past, that of the moment shown. */
    public Instant now() {
        return past.get() ? snapshot.get().serverTime() : newest.get().serverTime().plus(age());
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
        newest.set(update.snapshot());
        if (!past.get()) {
            snapshot.set(update.snapshot());
        }
    }
}
