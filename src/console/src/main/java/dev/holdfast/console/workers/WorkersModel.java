package dev.holdfast.console.workers;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.live.Snapshot;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** What the view of the workers shows, and what a person can do there. Knows no control. */
public final class WorkersModel {
    private static final int DEMO_WORKERS = 4;
    private static final int LOG_LINES = 500;

    private final Live live;
    private final Background background;
    private final LocalWorkers local;
    private final BooleanProperty ended = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<WorkerLine>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper log = new ReadOnlyStringWrapper("");
    private @Nullable LocalWorker selected;

    public WorkersModel(Live live, Background background, LocalWorkers local) {
        this.live = live;
        this.background = background;
        this.local = local;
        ended.subscribe(wanted -> live.show(interest -> interest.endedWorkers(wanted)));
        live.snapshot().subscribe(this::apply);
    }

    /** Whether workers that have ended are shown too. */
    BooleanProperty ended() {
        return ended;
    }

    ReadOnlyObjectProperty<List<WorkerLine>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The end of what the selected worker wrote, if it was started from here. */
    ReadOnlyStringProperty log() {
        return log.getReadOnlyProperty();
    }

    boolean canLaunch() {
        return local.isAvailable();
    }

    /** How many worker processes started from here are alive. */
    public long alive() {
        return local.list().stream().filter(LocalWorker::isAlive).count();
    }

    void launch(int count, int slots) {
        background.run(() -> local.launch(count, slots), live::refresh);
    }

    /** Starts a few workers for the demo load, where that is possible. */
    public void launchForDemo() {
        if (canLaunch()) {
            launch(DEMO_WORKERS, 1);
        }
    }

    void stop(List<WorkerLine> lines) {
        forOurs(lines, local::stop);
    }

    void kill(List<WorkerLine> lines) {
        forOurs(lines, local::kill);
    }

    void select(@Nullable WorkerLine line) {
        LocalWorker next = line == null ? null : line.local();
        if (next == null || selected == null || next.pid() != selected.pid()) {
            log.set("");
        }
        selected = next;
        readLog();
    }

    private void forOurs(List<WorkerLine> lines, Consumer<LocalWorker> action) {
        List<LocalWorker> ours = lines.stream().filter(WorkerLine::isOurs).map(WorkerLine::local).toList();
        background.run(() -> ours.forEach(action), live::refresh);
    }

    private void readLog() {
        LocalWorker worker = selected;
        if (worker != null) {
            background.run(() -> local.log(worker, LOG_LINES), text -> {
                if (worker.equals(selected)) {
                    log.set(text);
                }
            });
        }
    }

    private void apply(Snapshot snapshot) {
        shown.set(WorkerLine.join(snapshot.workers(), local.list()));
        readLog();
    }
}
