package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Claimed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that a worker has claimed, by id: those that run in its slots, and those of a batch that wait here for a slot.
 * Used by the worker's loop only, at each of its turns: a worker that has little to do interprets this code, and takes many times
 * as long for a stream as for a loop.
 */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    /** Of a train, with what is still to be written of it, so that the largest payloads there are in trains find room. */
    private static final int PIECE = 2_500;

    private final int count;
    private final Handlers handlers;
    private final Duration grace;
    private final Runnable whenReported;
    private final SlotThreads threads;
    private final Map<Long, RunningTask> claimed = new LinkedHashMap<>();
    private boolean train;

    /**
     * @param whenEnded    called on a slot's thread when a task has ended and no other takes its place
     * @param whenReported called on any thread when a task has something to report that had nothing before
     */
    Slots(int count, Handlers handlers, Duration grace, Runnable whenEnded, Runnable whenReported) {
        this.count = count;
        this.handlers = handlers;
        this.grace = grace;
        this.whenReported = whenReported;
        this.threads = new SlotThreads(count, whenEnded);
    }

    /** Prepares a slot for its first task. */
    void prepare() {
        threads.prepare(handlers::prepare);
    }

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    boolean anyWaits() {
        return threads.waiting() > 0;
    }

    /** Whether those that wait must not start, since one before them in the order goes back in line. */
    boolean isChainBroken() {
        return threads.isChainBroken() && anyWaits();
    }

    /** Whether it runs a train, which holds what all of its tasks need, or did lately. */
    boolean hasTrain() {
        return train;
    }

    /** Whether more of a train is to be taken while it runs: so much that the next piece is there when this one has been run. */
    boolean mayGrow() {
        return train && !threads.isChainBroken() && threads.waiting() <= PIECE && claimed.size() <= 3 * PIECE;
    }

    /** How much of a train is to be taken at once while it runs. */
    int piece() {
        return Math.min(threads.pace().extra(), PIECE);
    }

    /** Whether the latest tasks took so little that to wake another worker for them takes longer. */
    boolean isQuick() {
        return threads.pace().isQuick();
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
        return threads.pace().extra();
    }

    Collection<RunningTask> tasks() {
        return claimed.values();
    }

    void start(List<Claimed> tasks) {
        train |= !tasks.isEmpty() && tasks.getFirst().chained();
        threads.start(noted(tasks));
    }

    /** These run after those that wait, unless one of the train fails before. */
    void append(List<Claimed> tasks) {
        threads.append(noted(tasks));
    }

    private List<RunningTask> noted(List<Claimed> tasks) {
        Long chainSince = tasks.stream().anyMatch(Claimed::chained) ? System.nanoTime() : null;
        var noted = new ArrayList<RunningTask>(tasks.size());
        for (Claimed task : tasks) {
            var one = new RunningTask(task, handlers.find(task.handler()).orElseThrow(), grace, chainSince,
                    whenReported);
            claimed.put(task.id(), one);
            noted.add(one);
            if (!task.batch()) {
                log.info("task {} ({}), attempt {}: running", task.id(), task.name(), task.attempt());
            }
        }
        return noted;
    }

    /** The tasks that have ended since the last call; they stay claimed until they are removed. */
    List<RunningTask> ended() {
        return threads.ended();
    }

    /** The same where all of them completed; otherwise none, and they stay. */
    List<RunningTask> completed() {
        return threads.completed();
    }

    /** These could not be written yet. */
    void putBack(List<RunningTask> tasks) {
        tasks.forEach(task -> claimed.put(task.id(), task));
        threads.putBack(tasks);
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
    List<Long> takeBack() {
        leaveTrain();
        List<Long> ids = threads.takeBack().stream().map(RunningTask::id).toList();
        ids.forEach(claimed::remove);
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
        threads.endWaiting(task);
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
