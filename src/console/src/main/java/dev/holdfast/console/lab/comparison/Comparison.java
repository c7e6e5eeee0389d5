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

/**
 * The same mix with one worker type after the other; in the end the former type is there again. It blocks the thread that
 * runs it; others may stop it.
 */
final class Comparison implements Procedure.Guide {
    private static final Duration LOOK = Duration.ofMillis(250);

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

    private void race(WorkerType type) throws InterruptedException {
        var load = new Load(mix, group + "-" + type.word(), tasks, groups);
        load.run();
        boolean told = false;
        Course course;
        do {
            if (stopped && !told) {
                groups.cancel(load.group());
                told = true;
            }
            Thread.sleep(LOOK);
            course = new Course(type, groups.runs(load.group(), mix.tasks()));
            listener.running(course);
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
