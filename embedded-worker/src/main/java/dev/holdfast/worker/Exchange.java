package dev.holdfast.worker;

import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Admission;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Turn;
import dev.holdfast.workers.Wish;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes what has ended and takes what is ready, in one step; where there is nothing to take it puts the worker to sleep.
 * Used by the worker's loop only.
 */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    /** How long a batch may wait for a slot before others get it. */
    private static final Duration BATCH_PATIENCE = Duration.ofMillis(200);
    /** How long those submitted may wait for their places while quick tasks that have theirs run in chains. */
    private static final Duration SUBMITTED_PATIENCE = Duration.ofMillis(100);

    private final boolean burst;
    private final List<String> served;
    private final Membership membership;
    private final Following following;
    private final Slots slots;
    private final Reports reports;
    private final Agenda agenda;
    private final WorkerEvents counted;
    private final Train train;
    private final Timer batch = new Timer(BATCH_PATIENCE);
    private final Timer admission = new Timer(SUBMITTED_PATIENCE);
    private boolean asleep;
    private boolean nothingLeft;
    private boolean rehearsed;

    /** @param burst whether to end when nothing is left */
    Exchange(boolean burst, List<String> served, Membership membership, Following following, Slots slots,
            Reports reports,
            Agenda agenda, WorkerEvents counted, Train train) {
        this.burst = burst;
        this.served = served;
        this.membership = membership;
        this.following = following;
        this.slots = slots;
        this.reports = reports;
        this.agenda = agenda;
        this.counted = counted;
        this.train = train;
    }

    /**
     * Lost tasks are written too: nothing is written of others' own.
     *
     * @return whether something was taken
     */
    boolean turn(boolean working) throws SQLException {
        noteWritten();
        if (train.isOnTwoSessions()) {
            train.writeEnds();
            if (grow(working)) {
                return true;
            }
            if (train.isBeingWritten()) {
                return false;
            }
        }
        List<RunningTask> ended = slots.ended();
        if (ended.isEmpty() && !(agenda.isToLook() && mayTake(working))) {
            return false;
        }
        try {
            reports.flush(ended);
            ended.forEach(slots::remove);
            Wish wish = mayTake(working)
                    ? new Wish(served, slots.free(), slots.extra(), slots.ids())
                    : Wish.nothing(slots.ids());
            Turn turn = write(ended.stream().map(RunningTask::ended).toList(), wish);
            ended.forEach(task -> report(task, turn.finished().get(task.id())));
            if (wish.slots() > 0) {
                agenda.time().learn(turn.untilDue());
            }
            taken(turn, working);
            return !turn.claimed().isEmpty();
        } catch (SQLException e) {
            slots.putBack(ended);
            throw e;
        }
    }

    private void noteWritten() throws SQLException {
        EndWriter.Result result = train.fetchWritten();
        if (result == null) {
            return;
        }
        Set<Long> others = result.others();
        if (others == null) {
            slots.leaveTrain();
            slots.putBack(result.tasks());
            return;
        }
        for (RunningTask task : result.tasks()) {
            slots.remove(task);
            report(task, others.contains(task.id()) ? null : TaskState.COMPLETED);
        }
        if (slots.isEmpty()) {
            membership.session().endEmptyTrain();
            agenda.look(true);
        }
    }

    private boolean grow(boolean working) throws SQLException {
        List<Claimed> more = train.isToGrow(working) ? train.grow() : List.of();
        if (!more.isEmpty()) {
            batch.again(BATCH_PATIENCE);
            counted.claimed(more, membership.session());
        }
        return !more.isEmpty();
    }

    private boolean mayTake(boolean working) {
        return working && slots.free() > 0;
    }

    /** An outcome that the database refuses must neither stop the worker nor take the others with it. */
    private Turn write(List<Ended> ended, Wish wish) throws SQLException {
        LockSession session = membership.session();
        try {
            return following.turn(session, ended, wish);
        } catch (SQLException e) {
            if (ended.isEmpty() || Refusals.isOfSession(e)) {
                throw e;
            }
            var finished = new HashMap<Long, TaskState>();
            for (Ended one : ended) {
                finished.putAll(Refusals.finish(following, session, one));
            }
            return new Turn(finished, List.of(), Admission.MORE, null, null);
        }
    }

    private void report(RunningTask task, @Nullable TaskState state) {
        counted.ended(state, task.took());
        log.atLevel(task.claimed().batch() ? Level.DEBUG : Level.INFO)
                .log("task {} ({}), attempt {}: {}", task.id(),
                        task.name(), task.attempt(),
                        state == null ? "no longer its own, nothing written" : state.word());
    }

    private void taken(Turn turn, boolean working) throws SQLException {
        if (!turn.claimed().isEmpty()) {
            // Claiming has struck it off the list of the idle, if nobody else had.
            forgetSleep();
            if (!slots.hasTrain()) {
                batch.again(BATCH_PATIENCE);
            }
            train.begin();
            slots.start(turn.claimed());
        }
        counted.claimed(turn.claimed(), membership.session());
        if (asleep && turn.writers() != null) {
            agenda.looked(turn.writers());
        }
        agenda.look(turn.left() == Admission.MORE);
        agenda.admit(isBetterLeft(turn.claimed()) ? Admission.DONE : turn.left());
        if (turn.left() != Admission.MORE && mayTake(working)) {
            fallAsleep();
        }
    }

    /** Quick tasks that are still among those submitted can be taken as a train, once there is nothing left that is ready. */
    private boolean isBetterLeft(List<Claimed> claimed) {
        return slots.isQuick() && !claimed.isEmpty() && claimed.getLast().chained()
                && (slots.hasTrain() || !admission.isDue());
    }

    /** A batch for each turn: what has ended is not to wait until thousands of others have their places. */
    void admitSome() throws SQLException {
        if (agenda.isToAdmit()) {
            agenda.admit(membership.session().admitSome());
            admission.again(SUBMITTED_PATIENCE);
        }
    }

    private void fallAsleep() throws SQLException {
        LockSession session = membership.session();
        if (burst && slots.isEmpty() && !session.anythingLeft(served)) {
            nothingLeft = true;
        } else if (!asleep) {
            if (!rehearsed) {
                slots.prepare();
                session.rehearse();
                rehearsed = true;
            }
            session.fallAsleep(served);
            asleep = true;
            agenda.beginSecondLooks();
        }
    }

    /** Whether a burst has come to its end. */
    boolean isNothingLeft() {
        return nothingLeft;
    }

    /** Gives back what has waited too long for a slot, or must not get one any more, and what a train holds beside that. */
    void giveBack(boolean working) throws SQLException {
        boolean over = !working || batch.isDue();
        if (slots.anyWaits() && (over || slots.isChainBroken()) || slots.hasTrain() && over) {
            membership.session().giveBack(slots.takeBack());
            agenda.admit(Admission.MORE);
        }
    }

    /** Nobody knows of this worker that it sleeps: it was told of something, or may have been, and will not be again. */
    void forgetSleep() {
        asleep = false;
    }
}
