package dev.holdfast.worker;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Mailbox.Message;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.WorkerState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's loop: one thread that alone uses the lock session. Handlers, mailbox and signals hand it events; between
 * two of them it writes what has ended, takes what is ready, and when nothing is, waits.
 */
public final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration FLUSH = Duration.ofMillis(250);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration PING_PATIENCE = Duration.ofSeconds(3);
    /** When it looks again after falling asleep: a submitter that was about to commit may not have seen it. */
    private static final List<Duration> SECOND_LOOKS = List.of(Duration.ofMillis(50), Duration.ofMillis(250),
            Duration.ofSeconds(1));

    private enum Stage {
        WORKING, DRAINING, STOPPING
    }

    private final WorkerSettings settings;
    private final Handlers handlers;
    private final List<String> served;
    private final Membership membership;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Long, RunningTask> running = new LinkedHashMap<>();
    private final Timer flush = new Timer(FLUSH);
    private final Timer ping = new Timer(PING);
    private final Timer sweep;
    private final Timer secondLook = new Timer(Duration.ZERO);
    private int looksTaken = SECOND_LOOKS.size();
    private Stage stage = Stage.WORKING;
    private boolean look = true;
    private boolean asleep;
    private boolean probed;
    private boolean missedCancels;

    public Worker(WorkerSettings settings, Handlers handlers) {
        this.settings = settings;
        this.handlers = handlers;
        this.served = List.copyOf(handlers.names());
        this.sweep = new Timer(settings.sweep());
        this.membership = new Membership(settings, served, message -> events.add(new Event.Told(message)));
    }

    /** Asks the worker to end: at the first call it drains, at the second it stops now. Safe from any thread. */
    public void stop() {
        events.add(new Event.Stop());
    }

    /**
     * Works until it is asked to end, or in a burst until nothing is left.
     *
     * @return {@link ExitCode#DONE}, {@link ExitCode#STOPPED} or {@link ExitCode#HANDLER_IGNORED_STOP}
     * @throws SQLException when the database cannot be reached at the start; later it tries again for as long as it takes
     */
    public int run() throws SQLException, InterruptedException {
        membership.join();
        log.info("worker {} is online, runs {}", membership.id(), served);
        while (stage == Stage.WORKING || !running.isEmpty()) {
            if (running.values().stream().anyMatch(task -> task.ignoresStop(settings.grace().multipliedBy(2)))) {
                log.error("a handler ignores its interruption: the process ends with it");
                return ExitCode.HANDLER_IGNORED_STOP;
            }
            await();
            try {
                work();
            } catch (SQLException e) {
                log.warn("the lock session is lost: {}", e.getMessage());
                recover();
            }
        }
        membership.leave();
        return stage == Stage.STOPPING ? ExitCode.STOPPED : ExitCode.DONE;
    }

    private void await() throws InterruptedException {
        long patience = look && mayTake() ? 0 : untilNextTimer().toNanos();
        Event event = events.poll(patience, TimeUnit.NANOSECONDS);
        while (event != null) {
            handle(event);
            event = events.poll();
        }
    }

    private Duration untilNextTimer() {
        Duration next = sweep.left();
        if (!running.isEmpty()) {
            next = shorter(next, shorter(flush.left(), ping.left()));
        }
        return looksTaken < SECOND_LOOKS.size() ? shorter(next, secondLook.left()) : next;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Told(Message.Wake wake) -> look = true;
            case Event.Told(Message.Listening again) -> {
                look = true;
                missedCancels = true;
            }
            case Event.Told(Message.Probe probe) -> {
                probed = true;
                ping.now();
            }
            case Event.Told(Message.Watch watch) -> membership.ringChanged();
            case Event.Told(Message.Cancel cancel) -> cancel(cancel.taskId());
            case Event.Ended(RunningTask task) -> look = true;
            case Event.Stop stop -> {
                log.info(stage == Stage.WORKING ? "draining" : "stopping now");
                if (stage != Stage.WORKING) {
                    running.values().forEach(task -> task.stop(StopReason.WORKER_STOPPED));
                }
                stage = stage == Stage.WORKING ? Stage.DRAINING : Stage.STOPPING;
                membership.drain();
            }
        }
    }

    /** The database's turn. */
    private void work() throws SQLException {
        if (ping.isDue()) {
            if (!running.isEmpty() || probed) {
                membership.session().ping(PING_PATIENCE);
                probed = false;
            }
            ping.again(PING);
        }
        membership.announce();
        if (flush.isDue()) {
            flushReports();
        }
        finishEnded();
        if (sweep.isDue()) {
            membership.sweep();
            sweep.again(settings.sweep());
            look = true;
            missedCancels = true;
        }
        if (missedCancels) {
            hearMissedCancels();
        }
        if (looksTaken < SECOND_LOOKS.size() && secondLook.isDue()) {
            looksTaken++;
            scheduleSecondLook();
            look = true;
        }
        if (look && mayTake()) {
            take();
        }
    }

    private void hearMissedCancels() throws SQLException {
        if (!running.isEmpty()) {
            membership.session().canceling().forEach(this::cancel);
        }
        missedCancels = false;
    }

    private void cancel(long id) {
        RunningTask task = running.get(id);
        if (task != null) {
            task.stop(StopReason.CANCELED);
        }
    }

    private boolean mayTake() {
        return stage == Stage.WORKING && running.size() < settings.slots();
    }

    private void flushReports() throws SQLException {
        for (RunningTask task : running.values()) {
            flushReports(task);
        }
        flush.again(FLUSH);
    }

    private void flushReports(RunningTask task) throws SQLException {
        task.drainLog((seq, text) -> membership.session().log(task.claimed(), seq, text));
        var progress = task.drainProgress();
        if (progress.isPresent()) {
            membership.session().progress(task.claimed(), progress.get().fraction(), progress.get().message());
        }
    }

    private void finishEnded() throws SQLException {
        for (RunningTask task : List.copyOf(running.values())) {
            var outcome = task.outcome();
            if (outcome.isPresent()) {
                flushReports(task);
                finish(task.claimed(), outcome.get());
                running.remove(task.id());
            }
        }
    }

    private void finish(Claimed task, Outcome outcome) throws SQLException {
        List<String> next = stage == Stage.WORKING ? served : List.of();
        try {
            var state = membership.session().finish(task, outcome, next);
            log.info("task {} ({}), attempt {}: {}", task.id(), task.name(), task.attempt(),
                    state.isPresent() ? state.get().word() : "no longer its own, nothing written");
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith("22")) {
                throw e;
            }
            var error = new TaskError("InvalidResult", "the handler returned what is not JSON: " + e.getMessage(),
                    null);
            membership.session().finish(task, new Outcome.Failed(error, null), next);
        }
    }

    private void take() throws SQLException {
        LockSession session = membership.session();
        session.admit();
        List<Claimed> claimed = session.claim(served, settings.slots() - running.size());
        claimed.forEach(this::start);
        if (!claimed.isEmpty()) {
            // Claiming has struck it off the list of the idle.
            asleep = false;
        }
        look = false;
        if (!mayTake()) {
            return;
        }
        if (settings.burst() && running.isEmpty() && !session.anythingLeft(served)) {
            stage = Stage.DRAINING;
        } else if (!asleep) {
            session.fallAsleep(served);
            asleep = true;
            look = true;
            looksTaken = 0;
            scheduleSecondLook();
        }
    }

    private void scheduleSecondLook() {
        if (looksTaken < SECOND_LOOKS.size()) {
            secondLook.again(SECOND_LOOKS.get(looksTaken));
        }
    }

    private void start(Claimed claimed) {
        Handler handler = handlers.find(claimed.handler()).orElseThrow();
        var task = new RunningTask(claimed, handler, settings.grace(), ended -> events.add(new Event.Ended(ended)));
        running.put(claimed.id(), task);
        log.info("task {} ({}), attempt {}: running", claimed.id(), claimed.name(), claimed.attempt());
        task.start();
    }

    /** Takes the locks back on a new session. What others own by now is stopped, and finishing it will write nothing. */
    private void recover() throws InterruptedException {
        var attempt = new Reconnection(membership);
        asleep = false;
        look = true;
        missedCancels = true;
        while (stage != Stage.STOPPING || !running.isEmpty()) {
            Reconnection.Result result = attempt.tryOnce(List.copyOf(running.keySet()));
            if (result instanceof Reconnection.Result.Back(List<Long> own)) {
                List<RunningTask> others = new ArrayList<>(running.values());
                others.removeIf(task -> own.contains(task.id()));
                others.forEach(task -> task.stop(StopReason.LOST));
                log.info("the lock session is back, {} tasks kept, {} lost", own.size(), others.size());
                return;
            }
            if (result instanceof Reconnection.Result.Isolated) {
                running.values().forEach(task -> task.stop(StopReason.LOST));
            }
            if (stage != Stage.WORKING && running.isEmpty()) {
                return;
            }
            Event event = events.poll(attempt.pause().toNanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                handle(event);
            }
        }
    }
}
