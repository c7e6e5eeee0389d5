package dev.holdfast.console.lab.load;

import dev.holdfast.database.NoConnection;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Submits the tasks of a mix to a group of their own, at its rate, through outages of the database too. It blocks the thread
 * that runs it; others may stop it, and ask how far it is.
 */
public final class Load {
    private static final int MOST_AT_ONCE = 500;
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final double NANOS = 1e9;

    private final Mix mix;
    private final String group;
    private final Tasks tasks;
    private final Groups groups;
    private volatile int submitted;
    private volatile boolean stopped;
    private volatile boolean over;

    /** @param group nobody else submits to it */
    public Load(Mix mix, String group, Tasks tasks, Groups groups) {
        this.mix = mix;
        this.group = group;
        this.tasks = tasks;
        this.groups = groups;
    }

    Mix mix() {
        return mix;
    }

    public String group() {
        return group;
    }

    int submitted() {
        return submitted;
    }

    /** Whether nothing more will be submitted. */
    boolean isOver() {
        return over;
    }

    void stop() {
        stopped = true;
    }

    /** Returns when all is submitted, or it was stopped. */
    public void run() {
        try {
            groups.create(group);
            Iterator<TaskRequest> left = mix.requests().iterator();
            long start = System.nanoTime();
            while (!stopped && left.hasNext()) {
                submit(take(left, Math.min(MOST_AT_ONCE, due(System.nanoTime() - start) - submitted)));
                if (submitted >= due(System.nanoTime() - start)) {
                    Thread.sleep(BEAT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    /** How many should be there after a while. */
    private int due(long nanos) {
        return mix.rate() == 0 ? mix.tasks() : (int) Math.min(mix.tasks(), 1 + (long) (mix.rate() * (nanos / NANOS)));
    }

    private List<TaskRequest> take(Iterator<TaskRequest> left, int count) {
        var taken = new ArrayList<TaskRequest>();
        while (taken.size() < count && left.hasNext()) {
            taken.add(left.next().group(group));
        }
        return taken;
    }

    /** Where the answer was lost, the group tells whether they have arrived: nobody else submits to it. */
    private void submit(List<TaskRequest> some) throws InterruptedException {
        boolean doubtful = false;
        while (!stopped && !some.isEmpty()) {
            try {
                if (!doubtful || arrived() == submitted) {
                    tasks.submitAll(some);
                }
                submitted += some.size();
                return;
            } catch (NoConnection e) {
                doubtful = true;
                Thread.sleep(RETRY);
            }
        }
    }

    private long arrived() {
        TaskGroup found = groups.find(group);
        return found.counts().values().stream().mapToLong(Long::longValue).sum();
    }
}
