package dev.holdfast.worker;

import dev.holdfast.workers.Admission;
import dev.holdfast.workers.Turn.Writers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the worker's loop is to do next, and when. Used by the worker's loop only. */
final class Agenda {
    /** How long the tasks of a batch that have ended may wait to be written together. */
    private static final Duration BATCH_FLUSH = Duration.ofMillis(20);
    private static final Duration PING = Duration.ofSeconds(2);
    /**
     * After how long it looks again at what was left to another worker that admits or takes trains, should that one not see it or
     * be stuck, or at what somebody is about to cancel; twice as long each time, but within the time for which a session knows
     * of another worker's haste.
     */
    private static final Duration LATER = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofMillis(200);

    private final Duration sweepEvery;
    private final boolean burst;
    private final Timer ping = new Timer(PING);
    private final Timer sweep;
    private final SecondLooks secondLooks = new SecondLooks();
    private final TimeKeeper time = new TimeKeeper();
    private boolean look = true;
    private boolean admit;
    private boolean woken;
    private boolean probed;
    private boolean missedMessages;
    private @Nullable Timer later;
    private Duration pause = LATER;

    /** @param burst whether it is to look at each sweep if anything is left at all */
    Agenda(Duration sweepEvery, boolean burst) {
        this.sweepEvery = sweepEvery;
        this.burst = burst;
        this.sweep = new Timer(sweepEvery);
    }

    /** The time until one of these is due, if no event comes before. */
    Duration untilNext(Slots slots, Reports reports) {
        Duration next = sweep.left();
        if (!slots.isEmpty()) {
            next = shorter(next, shorter(slots.untilOverdue(), shorter(reports.untilFlush(), ping.left())));
        }
        if (slots.anyWaits() || slots.hasTrain()) {
            next = shorter(next, BATCH_FLUSH);
        }
        if (later != null) {
            next = shorter(next, later.left());
        }
        return time.orEarlier(secondLooks.orEarlier(next));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** To look for something to take. */
    boolean isToLook() {
        return look;
    }

    void look(boolean again) {
        look = again;
    }

    /** There are tasks to be given their places, whether this worker could take them or not. */
    boolean isToAdmit() {
        return admit;
    }

    void admit(Admission left) {
        admit = left == Admission.MORE;
        if (left != Admission.LATER) {
            pause = LATER;
        } else if (later == null) {
            later = new Timer(pause);
            pause = shorter(pause.multipliedBy(2), LATEST);
        }
    }

    /** What was left to another worker for a while. */
    void admitLater() {
        if (later != null && later.isDue()) {
            later = null;
            look = true;
            admit = true;
        }
    }

    void beginSecondLooks() {
        look = true;
        secondLooks.begin();
    }

    /** It has looked and found nothing, as long as it sleeps. */
    void looked(Writers writers) {
        secondLooks.looked(writers);
    }

    void takeSecondLook() {
        look |= secondLooks.take();
    }

    /** Others may have been told in its place: if it cannot take what there is, it tells the next one. */
    void wake() {
        look = true;
        woken = true;
    }

    boolean isWoken() {
        return woken;
    }

    void sleepAgain() {
        woken = false;
    }

    /** Messages may have been missed, so the database is asked what they would have said. */
    void askForMissed() {
        missedMessages = true;
    }

    boolean isToAskForMissed() {
        return missedMessages;
    }

    void askedForMissed() {
        missedMessages = false;
    }

    /** To show at once that the lock session lives. */
    void probe() {
        probed = true;
        ping.now();
    }

    boolean isPingDue() {
        return ping.isDue();
    }

    boolean isProbed() {
        return probed;
    }

    void pinged() {
        probed = false;
    }

    void pingAgain() {
        ping.again(PING);
    }

    boolean isSweepDue() {
        return sweep.isDue();
    }

    /** @param work whether a turn would find something */
    void swept(boolean work) {
        sweep.again(sweepEvery);
        look |= work || burst;
        missedMessages = true;
    }

    TimeKeeper time() {
        return time;
    }
}
