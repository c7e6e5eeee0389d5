package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Mailbox.Message;
import dev.holdfast.workers.Turn;
import dev.holdfast.workers.Wish;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The worker's loop: one thread that alone uses the lock session. Handlers, mailbox and signals hand it events; between
 * two of them it writes what has ended, takes what is ready, and when nothing is, waits.
 */
public final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration FLUSH = Duration.ofMillis(250);
    /** How long the tasks of a batch that have ended may wait to be written together. */
    private static final Duration BATCH_FLUSH = Duration.ofMillis(20);
    /** How long a batch may wait for a slot before others get it. */
    private static final Duration BATCH_PATIENCE = Duration.ofMillis(200);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration PING_PATIENCE = Duration.ofSeconds(3);

    private enum Stage {
        WORKING, DRAINING, STOPPING
    }

    private final WorkerSettings settings;
    private final List<String> served;
    private final Membership membership;
    private final WorkerEvents counted;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Slots slots;
    private final Timer flush = new Timer(FLUSH);
    private final Timer ping = new Timer(PING);
    private final Timer batch = new Timer(BATCH_PATIENCE);
    private final Timer sweep;
    private final SecondLooks secondLooks = new SecondLooks();
    private final TimeKeeper time = new TimeKeeper();
    private final Housekeeping housekeeping;
    private Stage stage = Stage.WORKING;
    private boolean look = true;
    private boolean asleep;
    private boolean woken;
    private boolean probed;
    private boolean missedMessages;

    public Worker(WorkerSettings settings, Handlers handlers, WorkerEvents counted) {
        this.settings = settings;
        this.counted = counted;
        this.served = List.copyOf(handlers.names());
        this.sweep = new Timer(settings.sweep());
        this.housekeeping = new Housekeeping(settings.database());
        this.slots = new Slots(settings.slots(), handlers, settings.grace(),
                () -> events.add(new Event.Free()));
        this.membership = new Membership(settings, served, message -> events.add(new Event.Told(message)), counted);
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
            slots.stopOverdue();
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
            next = shorter(next, shorter(slots.untilTimeLimit(), shorter(flush.left(), ping.left())));
        }
        if (slots.anyWaits()) {
            next = shorter(next, BATCH_FLUSH);
        }
        return time.orEarlier(secondLooks.orEarlier(next));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Told(Message message) -> hear(message);
            case Event.Free free -> look = true;
            case Event.Stop stop -> end();
        }
    }

    private void hear(Message message) {
        switch (message) {
            case Message.Wake wake -> {
                counted.woken();
                look = true;
                woken = true;
            }
            case Message.Time told -> time.learn(Duration.ZERO);
            case Message.Listening again -> {
                look = true;
                missedMessages = true;
            }
            case Message.Probe probe -> {
                probed = true;
                ping.now();
            }
            case Message.Watch watch -> membership.ringChanged();
            // Whoever can connect can send it, so the database is asked what is canceled.
            case Message.Cancel cancel -> missedMessages = true;
        }
    }

    private void end() {
        log.info(stage == Stage.WORKING ? "draining" : "stopping now");
        if (stage != Stage.WORKING) {
            slots.stopAll(StopReason.WORKER_STOPPED);
        }
        stage = stage == Stage.WORKING ? Stage.DRAINING : Stage.STOPPING;
        membership.drain();
        time.learn(null);
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
        if (slots.anyWaits() && (stage != Stage.WORKING || batch.isDue() || slots.isChainBroken())) {
            membership.session().giveBack(slots.takeBack());
        }
        if (sweep.isDue()) {
            membership.sweep();
            sweep.again(settings.sweep());
            look = true;
            missedMessages = true;
        }
        if (time.isDue()) {
            time.looked(stage == Stage.WORKING ? makeDue(membership.session()) : null);
            look = true;
            woken = true;
        }
        look |= secondLooks.take();
        turn(slots.ended());
        if (woken && !mayTake()) {
            membership.session().passOn(served);
        }
        woken = false;
    }

    private @Nullable Duration makeDue(LockSession session) throws SQLException {
        if (session.isCleaningDue()) {
            housekeeping.start();
        }
        return session.makeDue();
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

    /** Writes what has ended and takes what is ready, in one step. Lost tasks too: nothing is written of others' own. */
    private void turn(List<RunningTask> ended) throws SQLException {
        if (ended.isEmpty() && !(look && mayTake())) {
            return;
        }
        try {
            for (RunningTask task : ended) {
                flushReports(task);
            }
            ended.forEach(slots::remove);
            Wish wish = mayTake()
                    ? new Wish(served, slots.free(), slots.extra(), slots.ids())
                    : Wish.nothing(slots.ids());
            Turn turn = write(ended.stream().map(RunningTask::ended).toList(), wish);
            ended.forEach(task -> report(task, turn));
            if (wish.slots() > 0) {
                time.learn(turn.untilDue());
            }
            taken(turn);
        } catch (SQLException e) {
            slots.putBack(ended);
            throw e;
        }
    }

    /** An outcome that the database refuses must neither stop the worker nor take the others with it. */
    private Turn write(List<Ended> ended, Wish wish) throws SQLException {
        LockSession session = membership.session();
        try {
            return session.turn(ended, wish);
        } catch (SQLException e) {
            if (ended.isEmpty() || Refusals.isOfSession(e)) {
                throw e;
            }
            var finished = new HashMap<Long, TaskState>();
            for (Ended one : ended) {
                finished.putAll(Refusals.finish(session, one));
            }
            return new Turn(finished, List.of(), true, null);
        }
    }

    private void report(RunningTask task, Turn turn) {
        TaskState state = turn.finished().get(task.id());
        counted.ended(state, task.took());
        log.atLevel(task.claimed().batch() ? Level.DEBUG : Level.INFO)
                .log("task {} ({}), attempt {}: {}", task.id(),
                        task.name(), task.attempt(),
                        state == null ? "no longer its own, nothing written" : state.word());
    }

    private void taken(Turn turn) throws SQLException {
        if (!turn.claimed().isEmpty()) {
            // Claiming has struck it off the list of the idle.
            asleep = false;
            batch.again(BATCH_PATIENCE);
            slots.start(turn.claimed());
        }
        counted.claimed(turn.claimed(), membership.session());
        look = turn.more();
        if (turn.more()) {
            membership.session().admit();
        } else if (mayTake()) {
            fallAsleep();
        }
    }

    private void fallAsleep() throws SQLException {
        LockSession session = membership.session();
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
        // Those that wait for a slot must not start now; what it does not know of when it is back goes back in line.
        slots.takeBack();
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
