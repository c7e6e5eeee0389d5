package dev.holdfast.console.travel;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Latest;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Looks back: records what is read, and has all views show a moment of it. Belongs to the application thread; what takes
 * time happens on threads of its own. Knows no control.
 */
public final class TravelModel implements AutoCloseable {
    private final Live live;
    private final Recording recording;
    private final Background background;
    private final Latest<Snapshot, Reach> recorder;
    private final Latest<Instant, Shown> projector;
    private final boolean replay;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Reach> reach = new ReadOnlyObjectWrapper<>(Reach.none());
    private final ReadOnlyObjectWrapper<@Nullable Instant> target = new ReadOnlyObjectWrapper<>();
    private final ObjectBinding<@Nullable Followed> followed;
    private final ObservableList<Bookmark> bookmarks = FXCollections.observableArrayList();
    private final Consumer<Throwable> failed;

    /** What came of looking for a moment: a reading, or why there is none. */
    private record Shown(Snapshot reading, @Nullable RuntimeException failure) {}

    /**
     * @param recording where readings go, or come from
     * @param replay    whether it is complete: then there is only the past
     * @param worker    the name of the worker that is selected, if one is
     * @param receiver  runs what it is given on the application thread
     * @param failed    told there of what cannot be read or written
     */
    public TravelModel(Live live, Recording recording, boolean replay, ObservableValue<@Nullable String> worker,
            Background background, Executor receiver, Consumer<Throwable> failed) {
        this.live = live;
        this.recording = recording;
        this.replay = replay;
        this.background = background;
        this.failed = failed;
        recorder = new Latest<>("holdfast-console-recorder", this::record, receiver, this::reached);
        projector = new Latest<>("holdfast-console-past", this::look, receiver, this::show);
        followed = Bindings.createObjectBinding(() -> followed(live.wanted().get(), worker.getValue()), live.wanted(),
                worker);
        bookmarks.setAll(recording.bookmarks());
        reached(recording.reach());
        open.subscribe(wanted -> {
            if (!wanted) {
                present();
            }
        });
        if (!replay) {
            live.newest().subscribe(this::offer);
        }
    }

    // Properties

    /** Whether the strip with the slider is shown; the past is left when it goes. */
    public BooleanProperty open() {
        return open;
    }

    ReadOnlyObjectProperty<Reach> reach() {
        return reach.getReadOnlyProperty();
    }

    /** The time that somebody looks back to; null for now. */
    ReadOnlyObjectProperty<@Nullable Instant> target() {
        return target.getReadOnlyProperty();
    }

    /** What the steps from event to event go by; null for nothing. */
    ObjectBinding<@Nullable Followed> followed() {
        return followed;
    }

    /** In the order of their times. */
    ObservableList<Bookmark> bookmarks() {
        return bookmarks;
    }

    /** Whether there is only the past. */
    boolean isReplay() {
        return replay;
    }

    // Commands

    /** Begins with the end of a recording that is complete. */
    public void begin() {
        open.set(true);
        go(reach.get().last());
    }

    /** Shows the strip, or takes it away; it stays where there is only the past. */
    public void toggle() {
        open.set(replay || !open.get());
    }

    /** Looks back to that time. */
    void go(Instant time) {
        open.set(true);
        target.set(time);
        projector.accept(time);
    }

    /** The same, for a time that is chosen by eye: the end of what is being recorded is the present. */
    void slide(Instant time) {
        if (!replay && !time.isBefore(reach.get().last())) {
            present();
        } else {
            go(time);
        }
    }

    /** Leaves the past, where there is a present. */
    public void present() {
        if (!replay) {
            target.set(null);
            if (live.past().get()) {
                live.present();
            }
        }
    }

    /** One reading on or back; behind the last one is the present. */
    public void step(boolean onwards) {
        Instant from = now();
        background.run(() -> recording.neighbour(from, onwards),
                (Optional<Instant> found) -> found.ifPresentOrElse(this::go, () -> {
                    if (onwards) {
                        present();
                    }
                }));
    }

    /** To the next or the previous event of what is followed. */
    void toEvent(boolean onwards, Runnable none) {
        Followed subject = followed.get();
        if (subject != null) {
            Instant from = now();
            var events = new Events(recording, subject);
            background.run(() -> onwards ? events.after(from) : events.before(from),
                    (Optional<Instant> found) -> found.ifPresentOrElse(this::go, none));
        }
    }

    /** Gives the moment that is shown a name. */
    void bookmark(String name) {
        bookmarks.add(new Bookmark(now(), name));
        bookmarks.sort(Comparator.comparing(Bookmark::at));
    }

    void save(Path file, Runnable done) {
        List<Bookmark> kept = List.copyOf(bookmarks);
        background.run(() -> RecordingFile.save(recording, kept, file), done);
    }

    /** The time of what is shown. */
    Instant now() {
        return live.snapshot().get().serverTime();
    }

    /** When what is shown in the view on the screen was read. */
    Instant readAt() {
        return live.snapshot().get().readAt(live.wanted().get().view());
    }

    @Override
    public void close() {
        recorder.close();
        projector.close();
        recording.close();
    }

    private void offer(Snapshot snapshot) {
        if (!snapshot.serverTime().equals(Instant.EPOCH)) {
            recorder.accept(snapshot);
        }
    }

    private Reach record(Snapshot snapshot) {
        try {
            return recording.add(snapshot);
        } catch (UncheckedIOException e) {
            return recording.reach().failing(String.valueOf(e.getMessage()));
        }
    }

    private void reached(Reach now) {
        reach.set(now);
        bookmarks.removeIf(bookmark -> now.moments() > 0 && bookmark.at().isBefore(now.first()));
    }

    private Shown look(Instant time) {
        try {
            return new Shown(recording.at(time), null);
        } catch (UncheckedIOException e) {
            return new Shown(Snapshot.none(), e);
        }
    }

    private void show(Shown shown) {
        if (shown.failure() != null) {
            failed.accept(shown.failure());
        } else if (target.get() != null) {
            live.rewind(shown.reading());
        }
    }

    private static @Nullable Followed followed(Interest wanted, @Nullable String worker) {
        return switch (wanted.view()) {
            case RESOURCES -> wanted.resource() == null ? null : new Followed.OfResource(wanted.resource());
            case WORKERS -> worker == null ? null : new Followed.OfWorker(worker);
            case TASKS, LOCKS, OVERVIEW, LAB, AUDIT ->
                wanted.task() == null ? null : new Followed.OfTask(wanted.task());
        };
    }
}
