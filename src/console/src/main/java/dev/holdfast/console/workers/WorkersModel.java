package dev.holdfast.console.workers;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.workers.WorkerRow;
import dev.holdfast.workers.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** What the view of the workers shows, and what a person can do there. Knows no control. */
public final class WorkersModel {
    private static final int DEMO_WORKERS = 4;
    private static final int LOG_LINES = 500;

    private final Live live;
    private final Background background;
    private final Background slow;
    private final LocalWorkers local;
    private final Workers remote;
    private final BooleanProperty ended = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<WorkerLine>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Map<String, String>> logs = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<List<LogEntry>> log = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Roll> roll = new ReadOnlyObjectWrapper<>();
    private final Deque<LocalWorker> toReplace = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<@Nullable String> chosen = new ReadOnlyObjectWrapper<>();
    private List<LocalWorker> selected = List.of();

    /** @param slow for what may take minutes, beside the other */
    public WorkersModel(Live live, Background background, Background slow, LocalWorkers local,
            Workers remote) {
        this.live = live;
        this.background = background;
        this.slow = slow;
        this.local = local;
        this.remote = remote;
        ended.subscribe(wanted -> live.show(interest -> interest.endedWorkers(wanted)));
        live.follow(View.WORKERS, this::apply);
    }

    /** Whether workers that have ended are shown too. */
    BooleanProperty ended() {
        return ended;
    }

    ReadOnlyObjectProperty<List<WorkerLine>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The end of what each of the selected workers wrote, of those on this machine. */
    ReadOnlyObjectProperty<Map<String, String>> logs() {
        return logs.getReadOnlyProperty();
    }

    /** The same, merged by time. */
    ReadOnlyObjectProperty<List<LogEntry>> log() {
        return log.getReadOnlyProperty();
    }

    /** The name of the worker that is selected; null while none is. */
    public ReadOnlyObjectProperty<@Nullable String> chosen() {
        return chosen.getReadOnlyProperty();
    }

    boolean canLaunch() {
        return local.isAvailable();
    }

    /** How many worker processes started from here are alive. */
    public long alive() {
        return local.list().stream().filter(LocalWorker::isAlive).count();
    }

    void launch(Launch wanted) {
        background.run(() -> local.launch(wanted.count(), wanted.slots(), wanted.handlers()), live::refresh);
    }

    /** Starts a few workers for the demo load, where that is possible. */
    public void launchForDemo() {
        if (canLaunch()) {
            launch(new Launch(DEMO_WORKERS, 1, Launch.HANDLERS));
        }
    }

    void stop(List<WorkerLine> lines) {
        forOurs(lines, local::stop);
        List<Integer> others = lines.stream()
                .filter(WorkerLine::isToBeTold)
                .map(WorkerLine::row)
                .filter(Objects::nonNull)
                .map(WorkerRow::id)
                .toList();
        if (!others.isEmpty()) {
            background.run(() -> others.forEach(remote::drain), live::refresh);
        }
    }

    void kill(List<WorkerLine> lines) {
        forOurs(lines, local::kill);
    }

    /** How far a rolling restart has come; null while there is none. */
    ReadOnlyObjectProperty<@Nullable Roll> roll() {
        return roll.getReadOnlyProperty();
    }

    /** Replaces the workers on this machine one after the other; asked again meanwhile, ends after the present one. */
    void rollOrEnd() {
        if (roll.get() != null) {
            toReplace.clear();
            return;
        }
        local.list().stream().filter(LocalWorker::isAlive).forEach(toReplace::add);
        replaceNext(1, toReplace.size());
    }

    private void replaceNext(int nth, int of) {
        LocalWorker next = toReplace.poll();
        roll.set(next == null ? null : new Roll(next.name(), nth, of));
        if (next != null) {
            slow.run(() -> {
                local.replace(next);
                return nth + 1;
            }, following -> {
                live.refresh();
                replaceNext(following, of);
            }, () -> {
                toReplace.clear();
                roll.set(null);
            });
        }
    }

    /** Has the threads of a worker listed, and hands the list over. */
    void threads(LocalWorker worker, Consumer<String> done) {
        background.run(() -> local.threads(worker), done);
    }

    void select(List<WorkerLine> lines) {
        chosen.set(lines.isEmpty() ? null : lines.getFirst().name());
        selected = lines.stream().map(WorkerLine::local).filter(Objects::nonNull).toList();
        readLogs();
    }

    private void forOurs(List<WorkerLine> lines, Consumer<LocalWorker> action) {
        List<LocalWorker> ours = lines.stream().filter(WorkerLine::isOurs).map(WorkerLine::local).toList();
        background.run(() -> ours.forEach(action), live::refresh);
    }

    private void readLogs() {
        List<LocalWorker> wanted = selected;
        background.run(() -> {
            Map<String, String> texts = new LinkedHashMap<>();
            wanted.forEach(worker -> texts.put(worker.name(), local.log(worker, LOG_LINES)));
            return texts;
        }, texts -> {
            if (wanted.equals(selected) && !texts.equals(logs.get())) {
                logs.set(texts);
                log.set(LogEntry.merge(texts));
            }
        });
    }

    private void apply(Snapshot snapshot) {
        // What this machine knows of its processes is of now.
        shown.set(WorkerLine.join(snapshot.workers(), live.past().get() ? List.of() : local.list()));
        if (!selected.isEmpty()) {
            readLogs();
        }
    }
}
