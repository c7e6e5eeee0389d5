package dev.holdfast.console.lab.comparison;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Procedure;
import dev.holdfast.changeover.Procedure.Decision;
import dev.holdfast.changeover.Procedure.Outcome;
import dev.holdfast.changeover.Procedure.Wish;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.lab.load.Load;
import dev.holdfast.console.lab.load.Mix;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Refused;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The same mix with one worker type after the other; in the end the former type is there again. It blocks the thread that
 * runs it; others may stop it.
 */
final class Comparison implements Procedure.Guide {
    private static final Duration LOOK = Duration.ofMillis(250);
    /** Many short tasks that need nothing, so that each worker has some. */
    private static final Mix WARM_UP = new Mix(0, 64, 0, 1, 0, 0, 0, 0.01, 0, 1);

    private final Mix mix;
    private final String group;
    private final Switchboard board;
    private final Tasks tasks;
    private final Groups groups;
    private final Listener listener;
    private volatile boolean stopped;

    /** Told of each step, on the thread of the comparison. */
    interface Listener {
        void switching(WorkerType to);

        void running(Course course);
    }

    /** @param group what the names of the two groups of tasks begin with */
    Comparison(Mix mix, String group, Switchboard board, ConnectionSource source, Listener listener) {
        this.mix = mix;
        this.group = group;
        this.board = board;
        this.tasks = new Tasks(source);
        this.groups = new Groups(source);
        this.listener = listener;
    }

    /** Cancels what is left of the burst; the former worker type is restored all the same. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** @param former the worker type at work now */
    void run(WorkerType former) throws InterruptedException {
        race(former);
        if (!stopped) {
            try {
                switchTo(former.other());
                race(former.other());
            } finally {
                switchTo(former);
            }
        }
    }

    private void switchTo(WorkerType type) throws InterruptedException {
        listener.switching(type);
        Outcome outcome = Procedure.run(board.database(), type, this);
        if (!(outcome instanceof Outcome.Done)) {
            throw new Refused("the worker type was not switched to " + type.word(), "holdfast status says why.");
        }
    }

    /** What a worker runs first takes longer, which is not to count against the type that comes first. */
    private void race(WorkerType type) throws InterruptedException {
        run(WARM_UP, type, "-warm-up", any -> {});
        run(mix, type, "", listener::running);
    }

    private void run(Mix some, WorkerType type, String suffix, Consumer<Course> told) throws InterruptedException {
        var load = new Load(some, group + "-" + type.word() + suffix, tasks, groups);
        load.run();
        boolean canceled = false;
        Course course;
        do {
            if (stopped && !canceled) {
                groups.cancel(load.group());
                canceled = true;
            }
            Thread.sleep(LOOK);
            course = new Course(type, groups.runs(load.group(), some.tasks()));
            told.accept(course);
        } while (!course.isOver());
    }

    @Override
    public Decision found(Preflight preflight) {
        return new Decision(true, board.redisFor(preflight));
    }

    @Override
    public Wish draining(List<Straggler> left, Duration since) {
        return Wish.WAIT;
    }
}
