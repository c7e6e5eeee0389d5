package dev.holdfast.console.lab.comparison;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.lab.load.LoadModel;
import dev.holdfast.console.lab.load.Mix;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.tasks.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A comparison of the two worker types, and what is known of its courses. Knows no control. */
public final class ComparisonModel implements AutoCloseable {
    private final Live live;
    private final Switchboard board;
    private final ConnectionSource source;
    private final Background background;
    private final Executor receiver;
    private final boolean local;
    private final ReadOnlyObjectWrapper<ComparisonStep> step = new ReadOnlyObjectWrapper<>(new ComparisonStep.None());
    private final ReadOnlyObjectWrapper<List<Course>> courses = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Obstacle> obstacle = new ReadOnlyObjectWrapper<>(Obstacle.CONNECTING);
    private @Nullable Comparison comparison;

    /** What keeps a comparison from being begun, if anything does. */
    enum Obstacle {
        NONE, ELSEWHERE, CONNECTING, NO_WORKER, BUSY, SWITCHING
    }

    /**
     * @param local      whether the cluster runs on this machine
     * @param background of its own: a comparison occupies it as long as it lasts
     * @param receiver   runs what it is given on the application thread
     */
    public ComparisonModel(Live live, Switchboard board, boolean local, ConnectionSource source, Background background,
            Executor receiver) {
        this.live = live;
        this.board = board;
        this.local = local;
        this.source = source;
        this.background = background;
        this.receiver = receiver;
        live.newest().subscribe(snapshot -> obstacle.set(obstacle(snapshot)));
    }

    ReadOnlyObjectProperty<ComparisonStep> step() {
        return step.getReadOnlyProperty();
    }

    /** That of the former worker type first; those of the latest comparison. */
    ReadOnlyObjectProperty<List<Course>> courses() {
        return courses.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Obstacle> obstacle() {
        return obstacle.getReadOnlyProperty();
    }

    /** That of a worker type, as far as it has come. */
    Optional<Course> course(WorkerType type) {
        return courses.get().stream().filter(course -> course.type() == type).findFirst();
    }

    /** Whether one is under way, so that the worker type may be another one than before. */
    public boolean isGoing() {
        return step.get().isGoing();
    }

    void start(Mix mix) {
        if (step.get().isGoing() || obstacle.get() != Obstacle.NONE) {
            return;
        }
        WorkerType former = live.newest().get().type().type();
        var next = new Comparison(mix, LoadModel.group(live.now()), board, source, new Steps());
        comparison = next;
        courses.set(List.of());
        step.set(new ComparisonStep.Running(former));
        background.run(() -> {
            run(next, former);
            return next.isStopped();
        }, ended -> {
            step.set(ended ? new ComparisonStep.Ended() : new ComparisonStep.Over(former));
            live.refresh();
        }, () -> step.set(new ComparisonStep.Ended()));
    }

    /** Cancels the rest of the burst, and brings the former worker type back. */
    public void stop() {
        if (comparison != null) {
            comparison.stop();
        }
    }

    /** Writes the courses into a file, a line for each task. */
    void save(Path file) {
        List<Course> known = courses.get();
        background.run(() -> CourseFile.write(known, file), () -> {});
    }

    /** One that is under way ends by itself, as long as this program does not. */
    @Override
    public void close() {
        stop();
        background.close();
    }

    private static void run(Comparison comparison, WorkerType former) {
        try {
            comparison.run(former);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Obstacle obstacle(Snapshot snapshot) {
        if (!local) {
            return Obstacle.ELSEWHERE;
        } else if (!live.up().get()) {
            return Obstacle.CONNECTING;
        } else if (!snapshot.type().intake()) {
            return Obstacle.SWITCHING;
        } else if (snapshot.workers().stream().noneMatch(worker -> worker.alive())) {
            return Obstacle.NO_WORKER;
        }
        return Stream.of(Phase.SUBMITTED, Phase.BLOCKED, Phase.HELD, Phase.READY, Phase.RUNNING, Phase.CANCELING)
                .anyMatch(phase -> snapshot.counts().of(phase) > 0) ? Obstacle.BUSY : Obstacle.NONE;
    }

    private void show(Course course) {
        var known = new ArrayList<>(courses.get());
        known.removeIf(one -> one.type() == course.type());
        known.add(course);
        courses.set(List.copyOf(known));
        step.set(new ComparisonStep.Running(course.type()));
    }

    /** Brings what the comparison tells to the screen. */
    private final class Steps implements Comparison.Listener {
        @Override
        public void switching(WorkerType to) {
            receiver.execute(() -> step.set(new ComparisonStep.Switching(to)));
        }

        @Override
        public void running(Course course) {
            receiver.execute(() -> show(course));
        }
    }
}
