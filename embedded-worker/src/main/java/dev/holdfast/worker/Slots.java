package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Claimed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that a worker has claimed, by id: those that run in its slots, and those of a batch that wait here for a slot.
 * Each slot in use is a thread, which is left when nothing waits that may start and used again by later tasks: to start one
 * takes longer than a quick task. Used by the worker's loop only, at each of its turns: a worker that has little to do interprets
 * this code, and takes many times as long for a stream as for a loop.
 */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    /** Of a train, with what is still to be written of it, so that the largest payloads there are in trains find room. */
    private static final int PIECE = 2_500;

    private final int count;
    private final Handlers handlers;
    private final Duration grace;
    private final Runnable whenEnded;
    private final Runnable whenReported;
    private final ExecutorService pool = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final Map<Long, RunningTask> claimed = new LinkedHashMap<>();
    /** Each has a slot of its own, whose thread has yet to take it. */
    private final Queue<RunningTask> entering = new ArrayDeque<>();
    private final Deque<RunningTask> waiting = new ArrayDeque<>();
    private final Queue<RunningTask> ended = new ConcurrentLinkedQueue<>();
    private final Pace pace;
    private int threads;
    /** Threads that were started and have not looked for a task yet. */
    private int coming;
    private int running;
    private boolean chainBroken;
    private boolean train;

    /**
     * @param whenEnded    called on a slot's thread when a task has ended and no other takes its place
     * @param whenReported called on any thread when a task has something to report that had nothing before
     */
    Slots(int count, Handlers handlers, Duration grace, Runnable whenEnded, Runnable whenReported) {
        this.count = count;
        this.handlers = handlers;
        this.grace = grace;
        this.whenEnded = whenEnded;
        this.whenReported = whenReported;
        this.pace = new Pace(count);
    }

    /** Prepares a slot for its first task. */
    void prepare() {
        pool.execute(handlers::prepare);
    }

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    synchronized boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /** Whether those that wait must not start, since one before them in the order goes back in line. */
    synchronized boolean isChainBroken() {
        return chainBroken && !waiting.isEmpty();
    }

    /** Whether it runs a train, which holds what all of its tasks need, or did lately. */
    boolean hasTrain() {
        return train;
    }

    /** Whether more of a train is to be taken while it runs: so much that the next piece is there when this one has been run. */
    synchronized boolean mayGrow() {
        return train && !chainBroken && waiting.size() <= PIECE && claimed.size() <= 3 * PIECE;
    }

    /** How much of a train is to be taken at once while it runs. */
    int piece() {
        return Math.min(pace.extra(), PIECE);
    }

    /** Whether the latest tasks took so little that to wake another worker for them takes longer. */
    boolean isQuick() {
        return pace.isQuick();
    }

    /** How many tasks may start; none while a lost one still ends, since it could come back as its own successor. */
    int free() {
        return anyWaits() || any(RunningTask::isLost) ? 0 : Math.max(0, count - claimed.size());
    }

    private boolean any(Predicate<RunningTask> wanted) {
        for (RunningTask task : claimed.values()) {
            if (wanted.test(task)) {
                return true;
            }
        }
        return false;
    }

    /** How many more could run in quick succession. */
    int extra() {
        return pace.extra();
    }

    Collection<RunningTask> tasks() {
        return claimed.values();
    }

    void start(List<Claimed> tasks) {
        train |= !tasks.isEmpty() && tasks.getFirst().chained();
        synchronized (this) {
            chainBroken = false;
            append(tasks);
        }
    }

    /** These run after those that wait, unless one of the train fails before. */
    synchronized void append(List<Claimed> tasks) {
        Long chainSince = tasks.stream().anyMatch(Claimed::chained) ? System.nanoTime() : null;
        for (Claimed task : tasks) {
            var one = new RunningTask(task, handlers.find(task.handler()).orElseThrow(), grace, chainSince,
                    whenReported);
            claimed.put(task.id(), one);
            if (task.batch()) {
                waiting.add(one);
            } else {
                log.info("task {} ({}), attempt {}: running", task.id(), task.name(), task.attempt());
                entering.add(one);
            }
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

    /** The tasks that have ended since the last call; they stay claimed until they are removed. */
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

    /** These could not be written yet. */
    void putBack(List<RunningTask> tasks) {
        tasks.forEach(task -> claimed.put(task.id(), task));
        ended.addAll(tasks);
    }

    void remove(RunningTask task) {
        claimed.remove(task.id());
        train &= !claimed.isEmpty();
    }

    /** From here on its tasks are written as any others. */
    void leaveTrain() {
        train = false;
    }

    /** Forgets the tasks that wait for a slot, and returns their ids. */
    synchronized List<Long> takeBack() {
        leaveTrain();
        var ids = new ArrayList<Long>();
        for (RunningTask task = waiting.poll(); task != null; task = waiting.poll()) {
            claimed.remove(task.id());
            ids.add(task.id());
        }
        return ids;
    }

    /** Does nothing where the task has ended already. */
    void stop(long id, StopReason reason) {
        RunningTask task = claimed.get(id);
        if (task != null) {
            stop(task, reason);
        }
    }

    void stopAll(StopReason reason) {
        claimed.values().forEach(task -> stop(task, reason));
    }

    private void stop(RunningTask task, StopReason reason) {
        task.stop(reason);
        if (removeWaiting(task)) {
            // Runs to its end at once, for it was asked to stop before it began.
            task.run();
            ended.add(task);
        }
    }

    private synchronized boolean removeWaiting(RunningTask task) {
        return waiting.remove(task);
    }

    /** Until the first time limit is over, or the patience with a task that was asked to stop. */
    Duration untilOverdue() {
        Duration next = RunningTask.NO_LIMIT;
        for (RunningTask task : claimed.values()) {
            Duration left = task.untilOverdue();
            next = left.compareTo(next) < 0 ? left : next;
        }
        return next;
    }

    void stopOverdue() {
        for (RunningTask task : claimed.values()) {
            if (!task.timeLeft().isPositive()) {
                stop(task, StopReason.TIME_LIMIT);
            }
        }
    }

    List<Long> ids() {
        return List.copyOf(claimed.keySet());
    }

    /** Stops all but the worker's own, and those whose end may just have been written. */
    void stopOthers(List<Long> own) {
        for (RunningTask task : claimed.values()) {
            if (!task.hasEnded() && !own.contains(task.id())) {
                log.warn("task {} is no longer its own, and stopped", task.id());
                stop(task, StopReason.LOST);
            }
        }
    }

    boolean anyIgnoresStop() {
        return any(RunningTask::ignoresStop);
    }
}
