package dev.holdfast.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a worker's tasks. Each slot in use is a thread, which is left when nothing waits that may start and used again by later
 * tasks: to start one takes longer than a quick task. Thread-safe.
 */
final class SlotThreads {
    private final int count;
    private final Runnable whenEnded;
    private final Pace pace;
    private final ExecutorService pool = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    /** Each has a slot of its own, whose thread has yet to take it. */
    private final Queue<RunningTask> entering = new ArrayDeque<>();
    private final Queue<RunningTask> waiting = new ArrayDeque<>();
    private final Queue<RunningTask> ended = new ConcurrentLinkedQueue<>();
    private int threads;
    /** Threads that were started and have not looked for a task yet. */
    private int coming;
    private int running;
    private boolean chainBroken;

    /**
     * @param whenEnded called on a slot's thread when a task has ended and no other takes its place
     */
    SlotThreads(int count, Runnable whenEnded) {
        this.count = count;
        this.whenEnded = whenEnded;
        this.pace = new Pace(count);
    }

    /** How quick the latest tasks were. */
    Pace pace() {
        return pace;
    }

    /** Runs something that is no task. */
    void prepare(Runnable preparation) {
        pool.execute(preparation);
    }

    /** How many of a batch wait for a slot. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Whether those that wait must not start, since one before them in the order did not complete. */
    synchronized boolean isChainBroken() {
        return chainBroken;
    }

    /** Runs these; none of those that ran before is in their chain. */
    synchronized void start(List<RunningTask> tasks) {
        chainBroken = false;
        append(tasks);
    }

    /** Those of a batch run after those that wait, unless one of the chain fails before; the others have a slot each. */
    synchronized void append(List<RunningTask> tasks) {
        for (RunningTask task : tasks) {
            (task.claimed().batch() ? waiting : entering).add(task);
        }
        for (int i = pace.isQuick() ? 0 : entering.size(); i > 0; i--) {
            startThread();
        }
        startAnother();
    }

    /**
     * Quick tasks: one thread at a time is on its way, which starts the next one if there is still something to take when it
     * comes. Until then the others have done most of it; a slow one among them holds up nobody.
     */
    private void startAnother() {
        if (coming == 0 && threads < count && mayStart()) {
            startThread();
        }
    }

    private void startThread() {
        threads++;
        coming++;
        pool.execute(() -> {
            RunningTask first = first();
            if (first != null) {
                for (RunningTask task = first; task != null; task = nextAfter(task)) {
                    name(task.claimed().batch() ? "batch" : "task " + task.id());
                    pace.note(task.run());
                }
                name("idle");
                whenEnded.run();
            }
        });
    }

    /** For thread dumps; to name a thread takes the system longer than to compare. */
    private static void name(String name) {
        if (!name.equals(Thread.currentThread().getName())) {
            Thread.currentThread().setName(name);
        }
    }

    private synchronized @Nullable RunningTask first() {
        coming--;
        RunningTask first = nextOrLeave();
        startAnother();
        return first;
    }

    private synchronized @Nullable RunningTask nextAfter(RunningTask task) {
        running--;
        chainBroken |= !task.isCompleted();
        ended.add(task);
        return nextOrLeave();
    }

    private @Nullable RunningTask nextOrLeave() {
        if (!mayStart()) {
            threads--;
            return null;
        }
        running++;
        return entering.isEmpty() ? waiting.poll() : entering.poll();
    }

    /** Whether one may start: a chained one only after all before it have ended, and none failed. */
    private boolean mayStart() {
        RunningTask next = waiting.peek();
        return !entering.isEmpty() || next != null && !(next.claimed().chained() && (running > 0 || chainBroken));
    }

    /** The tasks that have ended since the last call. */
    List<RunningTask> ended() {
        var tasks = new ArrayList<RunningTask>();
        for (RunningTask task = ended.poll(); task != null; task = ended.poll()) {
            tasks.add(task);
        }
        return tasks;
    }

    /** The same where all of them completed; otherwise none, and they stay. */
    List<RunningTask> completed() {
        List<RunningTask> tasks = ended();
        for (RunningTask task : tasks) {
            if (!task.isCompleted()) {
                ended.addAll(tasks);
                return List.of();
            }
        }
        return tasks;
    }

    /** The next call of {@link #ended} returns these again. */
    void putBack(List<RunningTask> tasks) {
        ended.addAll(tasks);
    }

    /** Forgets those that wait for a slot, and returns them. */
    synchronized List<RunningTask> takeBack() {
        List<RunningTask> tasks = List.copyOf(waiting);
        waiting.clear();
        return tasks;
    }

    /** One that waits for a slot and was asked to stop runs to its end at once. */
    void endWaiting(RunningTask task) {
        if (removeWaiting(task)) {
            task.run();
            ended.add(task);
        }
    }

    private synchronized boolean removeWaiting(RunningTask task) {
        return waiting.remove(task);
    }
}
