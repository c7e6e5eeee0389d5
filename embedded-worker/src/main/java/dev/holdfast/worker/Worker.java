package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Mailbox.Message;
import dev.holdfast.workers.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

    private enum Stage {
        WORKING, DRAINING, STOPPING
    }

    private final WorkerSettings settings;
    private final List<String> served;
    private final Membership membership;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Slots slots;
    private final Timer flush = new Timer(FLUSH);
    private final Timer ping = new Timer(PING);
    private final Timer sweep;
    private final SecondLooks secondLooks = new SecondLooks();
    private Stage stage = Stage.WORKING;
    private boolean look = true;
    private boolean asleep;
    private boolean woken;
    private boolean probed;
    private boolean missedMessages;

    public Worker(WorkerSettings settings, Handlers handlers) {
        this.settings = settings;
        this.served = List.copyOf(handlers.names());
        this.sweep = new Timer(settings.sweep());
        this.slots = new Slots(settings.slots(), handlers, settings.grace(),
                ended -> events.add(new Event.Ended(ended)));
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
        while (stage == Stage.WORKING || !slots.isEmpty()) {
            if (slots.anyIgnoresStop()) {
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
        if (!slots.isEmpty()) {
            next = shorter(next, shorter(flush.left(), ping.left()));
        }
        return secondLooks.orEarlier(next);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Told(Message message) -> hear(message);
            case Event.Ended(RunningTask task) -> look = true;
            case Event.Stop stop -> end();
        }
    }

    private void hear(Message message) {
        switch (message) {
            case Message.Wake wake -> {
                look = true;
                woken = true;
            }
            case Message.Listening again -> {
                look = true;
                missedMessages = true;
            }
            case Message.Probe probe -> {
                probed = true;
                ping.now();
            }
            case Message.Watch watch -> membership.ringChanged();
            case Message.Cancel cancel -> slots.stop(cancel.taskId(), StopReason.CANCELED);
        }
    }

    private void end() {
        log.info(stage == Stage.WORKING ? "draining" : "stopping now");
        if (stage != Stage.WORKING) {
            slots.stopAll(StopReason.WORKER_STOPPED);
        }
        stage = stage == Stage.WORKING ? Stage.DRAINING : Stage.STOPPING;
        membership.drain();
    }

    /** The database's turn. */
    private void work() throws SQLException {
        if (ping.isDue()) {
            ping();
        }
        membership.announce();
        if (missedMessages) {
            stopCanceled();
        }
        if (flush.isDue()) {
            flushReports();
        }
        finishEnded();
        if (sweep.isDue()) {
            membership.sweep();
            sweep.again(settings.sweep());
            look = true;
            missedMessages = true;
        }
        look |= secondLooks.take();
        if (woken && !mayTake()) {
            membership.session().passOn(served);
        }
        woken = false;
        if (look && mayTake()) {
            take();
        }
    }

    private boolean mayTake() {
        return stage == Stage.WORKING && slots.free() > 0;
    }

    private void ping() throws SQLException {
        if (!slots.isEmpty() || probed) {
            membership.session().ping(PING_PATIENCE);
            probed = false;
        }
        ping.again(PING);
    }

    private void stopCanceled() throws SQLException {
        if (!slots.isEmpty()) {
            membership.session().canceling().forEach(id -> slots.stop(id, StopReason.CANCELED));
        }
        missedMessages = false;
    }

    private void flushReports() throws SQLException {
        for (RunningTask task : slots.tasks()) {
            flushReports(task);
        }
        flush.again(FLUSH);
    }

    private void flushReports(RunningTask task) throws SQLException {
        if (task.isLost()) {
            return;
        }
        task.drainLog((seq, text) -> membership.session().log(task.claimed(), seq, text));
        var progress = task.drainProgress();
        if (progress.isPresent()) {
            membership.session().progress(task.claimed(), progress.get().fraction(), progress.get().message());
        }
    }

    private void finishEnded() throws SQLException {
        for (RunningTask task : slots.tasks()) {
            var outcome = task.outcome();
            if (outcome.isPresent()) {
                flushReports(task);
                finish(task.claimed(), outcome.get());
                slots.remove(task);
            }
        }
    }

    /** Lost tasks too: nothing is written of one that others own, and nobody else would settle one that they do not. */
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
        List<Claimed> claimed = session.claim(served, slots.free());
        claimed.forEach(slots::start);
        if (!claimed.isEmpty()) {
            // Claiming has struck it off the list of the idle.
            asleep = false;
        }
        look = false;
        if (!mayTake()) {
            return;
        }
        if (settings.burst() && slots.isEmpty() && !session.anythingLeft(served)) {
            stage = Stage.DRAINING;
        } else if (!asleep) {
            session.fallAsleep(served);
            asleep = true;
            look = true;
            secondLooks.begin();
        }
    }

    /** Takes the locks back on a new session, and stops what others own by now, or could own soon. */
    private void recover() throws InterruptedException {
        var attempt = new Reconnection(membership);
        asleep = false;
        look = true;
        while ((stage == Stage.WORKING || !slots.isEmpty()) && !slots.anyIgnoresStop()) {
            switch (attempt.tryOnce(slots.ids())) {
                case Reconnection.Result.Back(List<Long> own) -> {
                    log.info("the lock session is back, with {} tasks", own.size());
                    slots.stopOthers(own);
                    missedMessages = true;
                    return;
                }
                case Reconnection.Result.Isolated isolated -> slots.stopAll(StopReason.LOST);
                case Reconnection.Result.NotYet notYet -> {
                }
            }
            Event event = events.poll(attempt.pause().toNanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                handle(event);
            }
        }
    }
}
