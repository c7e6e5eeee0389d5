package dev.holdfast.console.lab.load;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.live.Snapshot;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.Tasks;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The load that this console submits, one at a time. Knows no control. */
public final class LoadModel implements AutoCloseable {
    private static final DateTimeFormatter GROUP = DateTimeFormatter.ofPattern("'lab-'yyyyMMdd-HHmmss");

    private final Live live;
    private final Tasks tasks;
    private final Groups groups;
    private final Background background;
    private final Runnable startWorkers;
    private final ReadOnlyObjectWrapper<LoadStanding> standing = new ReadOnlyObjectWrapper<>(LoadStanding.none());
    private @Nullable Load load;

    /**
     * @param background   of its own: a load occupies it as long as it lasts
     * @param startWorkers starts workers on this machine, where that is possible
     */
    public LoadModel(Live live, ConnectionSource source, Background background, Runnable startWorkers) {
        this.live = live;
        this.tasks = new Tasks(source);
        this.groups = new Groups(source);
        this.background = background;
        this.startWorkers = startWorkers;
        live.newest().subscribe(this::apply);
    }

    ReadOnlyObjectProperty<LoadStanding> standing() {
        return standing.getReadOnlyProperty();
    }

    void start(Mix mix) {
        if (standing.get().going()) {
            return;
        }
        if (live.newest().get().workers().stream().noneMatch(worker -> worker.alive())) {
            startWorkers.run();
        }
        var next = new Load(mix, group(live.now()), tasks, groups);
        load = next;
        live.show(interest -> interest.group(next.group()));
        background.run(next::run, live::refresh);
        show(next, null);
    }

    /** Submits no more; what is submitted goes on. */
    void stop() {
        if (load != null) {
            load.stop();
            live.refresh();
        }
    }

    /** Stops, and cancels what has not ended. */
    void cancelRest() {
        Load last = load;
        if (last != null) {
            last.stop();
            background.run(() -> groups.cancel(last.group()), canceled -> live.refresh());
        }
    }

    @Override
    public void close() {
        stop();
        background.close();
    }

    /** The name of a group of tasks that begins now. */
    public static String group(Instant now) {
        return GROUP.format(now.atZone(ZoneId.systemDefault()));
    }

    private void apply(Snapshot snapshot) {
        Load last = load;
        if (last != null) {
            TaskGroup counts = snapshot.group();
            show(last, counts != null && counts.name().equals(last.group()) ? counts : null);
        }
    }

    private void show(Load last, @Nullable TaskGroup counts) {
        standing.set(new LoadStanding(last.group(), last.submitted(), last.mix().tasks(), !last.isOver(), counts));
    }
}
