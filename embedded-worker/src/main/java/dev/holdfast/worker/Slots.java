package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Claimed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks that a worker runs, by id. Used by the worker's loop only. */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    private final int count;
    private final Handlers handlers;
    private final Duration grace;
    private final Consumer<RunningTask> whenEnded;
    private final Map<Long, RunningTask> running = new LinkedHashMap<>();

    Slots(int count, Handlers handlers, Duration grace, Consumer<RunningTask> whenEnded) {
        this.count = count;
        this.handlers = handlers;
        this.grace = grace;
        this.whenEnded = whenEnded;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    /** How many tasks may start; none while a lost one still ends, since it could come back as its own successor. */
    int free() {
        return running.values().stream().anyMatch(RunningTask::isLost) ? 0 : count - running.size();
    }

    List<RunningTask> tasks() {
        return List.copyOf(running.values());
    }

    void start(Claimed claimed) {
        var task = new RunningTask(claimed, handlers.find(claimed.handler()).orElseThrow(), grace, whenEnded);
        running.put(claimed.id(), task);
        log.info("task {} ({}), attempt {}: running", claimed.id(), claimed.name(), claimed.attempt());
        task.start();
    }

    void remove(RunningTask task) {
        running.remove(task.id());
    }

    /** Does nothing where the task has ended already. */
    void stop(long id, StopReason reason) {
        RunningTask task = running.get(id);
        if (task != null) {
            task.stop(reason);
        }
    }

    void stopAll(StopReason reason) {
        running.values().forEach(task -> task.stop(reason));
    }

    List<Long> ids() {
        return List.copyOf(running.keySet());
    }

    /** Stops all but the worker's own. */
    void stopOthers(List<Long> own) {
        for (RunningTask task : running.values()) {
            if (!own.contains(task.id())) {
                log.warn("task {} is no longer its own, and stopped", task.id());
                task.stop(StopReason.LOST);
            }
        }
    }

    boolean anyIgnoresStop() {
        return running.values().stream().anyMatch(RunningTask::ignoresStop);
    }
}
