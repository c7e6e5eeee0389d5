package dev.holdfast.worker;

import dev.holdfast.handlers.Handlers;
import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.worker.RunningTask.StopReason;
import dev.holdfast.workers.Admission;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Mailbox.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's loop: one thread that alone uses the lock session. Handlers, mailbox and signals hand it events; between
 * two of them it writes what has ended, takes what is ready, and when nothing is, waits.
 */
public final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration PING_PATIENCE = Duration.ofSeconds(3);

    private enum Stage {
        WORKING, DRAINING, STOPPING
    }

    private final List<String> served;
    private final Membership membership;
    private final WorkerEvents counted;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Slots slots;
    private final Agenda agenda;
    private final Following following;
    private final Reports reports;
    private final EndWriter ends;
    private final Train train;
    private final Exchange exchange;
    private final Housekeeping housekeeping;
    private Stage stage = Stage.WORKING;
    /** The database is to be asked whether an operator wants this worker to drain. */
    private boolean mayBeToDrain;

    public Worker(WorkerSettings settings, Handlers handlers, WorkerEvents counted) {
        this.counted = counted;
        this.served = List.copyOf(handlers.names());
        this.slots = new Slots(settings.slots(), handlers, settings.grace(),
                () -> events.add(new Event.Free()), () -> events.add(new Event.Reported()));
        this.membership = new Membership(settings, served, message -> events.add(new Event.Told(message)), counted);
        this.housekeeping = new Housekeeping(settings.database());
        this.agenda = new Agenda(settings.sweep(), settings.burst());
        this.reports = new Reports(membership, slots);
        this.following = new Following(settings, membership, slots, () -> events.add(new Event.Assigned()),
                () -> events.add(new Event.Missed()));
        this.ends = new EndWriter(settings.database(), membership.name(), () -> events.add(new Event.Written()));
        this.train = new Train(served, membership, slots, reports, ends);
        this.exchange = new Exchange(settings.burst(), served, membership, following, slots, reports, agenda, counted,
                train);
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
        ends.close();
        following.leave();
        membership.leave();
        return stage == Stage.STOPPING ? ExitCode.STOPPED : ExitCode.DONE;
    }

    private void await() throws InterruptedException {
        long patience = agenda.isToAdmit() || agenda.isToLook() && mayTake()
                || train.isToGrow(stage == Stage.WORKING)
                        ? 0
                        : agenda.untilNext(slots, reports).toNanos();
        Event event = events.poll(patience, TimeUnit.NANOSECONDS);
        while (event != null) {
            handle(event);
            event = events.poll();
        }
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Told(Message message) -> hear(message);
            case Event.Free free -> agenda.look(true);
            case Event.Reported reported -> reports.begin();
            case Event.Assigned assigned -> agenda.look(true);
            case Event.Missed missed -> slots.stopAll(StopReason.LOST);
            case Event.Written written -> {
                // The next turn fetches it.
            }
            case Event.Stop stop -> end();
        }
    }

    private void hear(Message message) {
        switch (message) {
            case Message.Wake wake -> {
                counted.woken();
                exchange.forgetSleep();
                agenda.wake();
            }
            case Message.Admit admit -> {
                counted.woken();
                agenda.wake();
            }
            case Message.Time told -> agenda.time().learn(Duration.ZERO);
            case Message.Type type -> {
                following.look();
                agenda.look(true);
            }
            case Message.Listening again -> {
                following.look();
                exchange.forgetSleep();
                agenda.look(true);
                agenda.askForMissed();
                mayBeToDrain = true;
            }
            case Message.Probe probe -> agenda.probe();
            case Message.Drain drain -> mayBeToDrain = true;
            case Message.Watch watch -> membership.ringChanged();
            // Whoever can connect can send it, so the database is asked what is canceled.
            case Message.Cancel cancel -> agenda.askForMissed();
        }
    }

    private void end() {
        log.info(stage == Stage.WORKING ? "draining" : "stopping now");
        if (stage != Stage.WORKING) {
            slots.stopAll(StopReason.WORKER_STOPPED);
        }
        stage = stage == Stage.WORKING ? Stage.DRAINING : Stage.STOPPING;
        membership.drain();
        agenda.time().learn(null);
    }

    /** The database's turn. */
    private void work() throws SQLException {
        if (agenda.isPingDue()) {
            ping();
        }
        drainWhenAsked();
        membership.announce();
        following.follow(stage == Stage.WORKING);
        stopCanceled();
        reports.flushWhenDue();
        exchange.giveBack(stage == Stage.WORKING);
        if (agenda.isSweepDue()) {
            LockSession.Sweep found = membership.sweep();
            agenda.swept(found.work() || !found.listed());
            if (!found.listed()) {
                // Whoever took it off the list has told it, but the message may be lost: it is to fall asleep anew.
                exchange.forgetSleep();
            }
            following.look(found.epoch());
        }
        if (agenda.time().isDue()) {
            agenda.time().looked(stage == Stage.WORKING ? makeDue(membership.session()) : null);
            agenda.wake();
        }
        agenda.takeSecondLook();
        agenda.admitLater();
        boolean took = exchange.turn(stage == Stage.WORKING);
        exchange.admitSome();
        if (exchange.isNothingLeft() && stage == Stage.WORKING) {
            stage = Stage.DRAINING;
        }
        if (agenda.isWoken() && !took && !mayTake()) {
            agenda.admit(membership.session().passOn(served));
        }
        agenda.sleepAgain();
    }

    private void drainWhenAsked() throws SQLException {
        if (mayBeToDrain && stage == Stage.WORKING && membership.session().isToDrain()) {
            end();
        }
        mayBeToDrain = false;
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
        if (!slots.isEmpty() || agenda.isProbed()) {
            membership.session().ping(PING_PATIENCE);
            agenda.pinged();
            admitWhileFull();
        }
        agenda.pingAgain();
    }

    /**
     * Where all workers are full nobody is told of what is submitted. It is to be in line all the same, so that people see what it
     * waits for; but what a train may take next has no need of it.
     */
    private void admitWhileFull() throws SQLException {
        if (stage == Stage.WORKING && slots.free() == 0 && !slots.hasTrain()
                && membership.session().admitSome() == Admission.MORE) {
            agenda.admit(Admission.MORE);
        }
    }

    private void stopCanceled() throws SQLException {
        if (agenda.isToAskForMissed()) {
            if (!slots.isEmpty()) {
                membership.session().canceling().forEach(id -> slots.stop(id, StopReason.CANCELED));
            }
            agenda.askedForMissed();
        }
    }

    /** Takes the locks back on a new session, and stops what others own by now, or could own soon. */
    private void recover() throws InterruptedException {
        // Those that wait for a slot must not start now; what it does not know of when it is back goes back in line.
        slots.takeBack();
        var attempt = new Reconnection(membership);
        exchange.forgetSleep();
        following.look();
        agenda.look(true);
        while ((stage == Stage.WORKING || !slots.isEmpty()) && !slots.anyIgnoresStop()) {
            switch (attempt.tryOnce(slots.ids())) {
                case Reconnection.Result.Back(List<Long> own) -> {
                    log.info("the lock session is back, with {} tasks", own.size());
                    slots.stopOthers(own);
                    agenda.askForMissed();
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
