package dev.holdfast.console.lab.load;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.forecast.Trial;
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
    private final ConnectionSource source;
    private final Runnable startWorkers;
    private final ReadOnlyObjectWrapper<LoadStanding> standing = new ReadOnlyObjectWrapper<>(LoadStanding.none());
    private @Nullable Latest latest;

    /** The load of now, or the last one. */
    private record Latest(Load load, Estimates estimates) {
        LoadStanding standing(@Nullable TaskGroup counts) {
            return new LoadStanding(load.group(), load.submitted(), load.mix().tasks(), !load.isOver(), counts,
                    estimates.accuracy());
        }
    }

    /**
     * @param background   of its own: a load occupies it as long as it lasts
     * @param startWorkers starts workers on this machine, where that is possible
     */
    public LoadModel(Live live, ConnectionSource source, Background background, Runnable startWorkers) {
        this.live = live;
        this.tasks = new Tasks(source);
        this.groups = new Groups(source);
        this.background = background;
        this.source = source;
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
        var load = new Load(mix, group(live.now()), tasks, groups);
        var estimates = new Estimates(new Trial(source, load.group()));
        close(latest);
        latest = new Latest(load, estimates);
        live.show(interest -> interest.group(load.group()));
        background.run(load::run, live::refresh);
        Background.aside("holdfast-console-estimates", () -> estimates.watch(() -> !load.isOver()));
        standing.set(latest.standing(null));
    }

    /** Submits no more; what is submitted goes on. */
    void stop() {
        if (latest != null) {
            latest.load().stop();
            live.refresh();
        }
    }

    /** Stops, and cancels what has not ended. */
    void cancelRest() {
        if (latest != null) {
            Load last = latest.load();
            last.stop();
            background.run(() -> groups.cancel(last.group()), canceled -> live.refresh());
        }
    }

    @Override
    public void close() {
        stop();
        close(latest);
        background.close();
    }

    private static void close(@Nullable Latest latest) {
        if (latest != null) {
            latest.estimates().stop();
        }
    }

    /** The name of a group of tasks that begins now. */
    public static String group(Instant now) {
        return GROUP.format(now.atZone(ZoneId.systemDefault()));
    }

    private void apply(Snapshot snapshot) {
        if (latest != null) {
            TaskGroup counts = snapshot.group();
            boolean ours = counts != null && counts.name().equals(latest.load().group());
            standing.set(latest.standing(ours ? counts : null));
        }
    }
}
