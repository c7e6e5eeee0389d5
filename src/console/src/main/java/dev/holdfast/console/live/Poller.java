package dev.holdfast.console.live;

import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.SnapshotSource;
import dev.holdfast.database.HoldfastException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The one thread that reads. It reads when the interval is over, and at once when the interest changes or somebody
 * asks; not on its own while paused or hidden. Without an interval it reads whenever something has changed, but for no
 * more than a tenth of the time. Where reading takes the server long it reads less often than asked, so as not to be part
 * of the trouble that it shows. After a failure it waits longer each time. Thread-safe.
 */
final class Poller implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(50);
    /** Some of what is shown changes by the clock alone. */
    private static final Duration LONGEST_WITHOUT_CHANGE = Duration.ofSeconds(1);
    private static final int SHARE = 10;
    /**
     * With an interval: beyond what any server can spare, one part in so many of the time, so that one which has little to do besides
     * is busy with it for no more than a hundredth of its work.
     */
    private static final int SMALL_SHARE = 1_000;
    private static final Duration SPARED_BY_ANY = Duration.ofMillis(6);
    /** From one reading to the next, whatever it costs. */
    private static final Duration LONGEST_PACE = Duration.ofMinutes(2);
    /** While so few readings are known all may have found cold caches, and a machine that is busy with the start of this program. */
    private static final int FEW = 2;
    private static final Duration LONGEST_AT_FIRST = Duration.ofSeconds(3);

    /**
     * @param glance  whether it is enough to look if something has changed
     * @param sparing whether it may take over what costs much
     */
    private record Turn(Interest interest, boolean glance, boolean sparing) {}

    private final SnapshotSource source;
    private final Consumer<Update> sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    private Interest interest = Interest.initial();
    private Duration interval = Duration.ofSeconds(1);
    private boolean paused;
    private boolean hidden;
    private boolean asked = true;
    private boolean sparing = true;
    private boolean closed;
    private long lastRead;
    private long lastGlance;
    /** Of what is shown. */
    private Duration cost = Duration.ZERO;
    private int failures;
    private int successes;

    Poller(SnapshotSource source, Consumer<Update> sink) {
        this.source = source;
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name("holdfast-console-live").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Changes what is read, and reads at once if that is a change. */
    void show(UnaryOperator<Interest> change) {
        change(() -> {
            Interest wanted = change.apply(interest);
            asked |= !wanted.equals(interest);
            interest = wanted;
        });
    }

    void refresh() {
        change(() -> {
            asked = true;
            sparing = false;
        });
    }

    void interval(Duration interval) {
        change(() -> this.interval = interval);
    }

    void paused(boolean paused) {
        change(() -> this.paused = paused);
    }

    void hidden(boolean hidden) {
        change(() -> this.hidden = hidden);
    }

    /** Ends the thread; a read that is under way still ends by its time-out, unheard. */
    @Override
    public void close() {
        change(() -> closed = true);
        thread.interrupt();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Snapshot last = Snapshot.none();
        try {
            while (true) {
                last = read(awaitTurn(), last);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private Snapshot read(Turn turn, Snapshot last) {
        try {
            if (turn.glance() && !source.hasChanged()) {
                change(() -> lastGlance = System.nanoTime());
                return last;
            }
            if (!turn.sparing()) {
                source.spareNothing();
            }
            Snapshot snapshot = source.read(turn.interest(), last);
            change(() -> {
                cost = snapshot.cost();
                successes++;
            });
            settle(0);
            sink.accept(new Update(new LinkState.Up(), snapshot));
            return snapshot;
        } catch (RuntimeException e) {
            String hint = e instanceof HoldfastException known ? known.hint() : null;
            settle(failures + 1);
            sink.accept(new Update(new LinkState.Lost(String.valueOf(e.getMessage()), hint, failures), last));
            return last;
        }
    }

    private void settle(int failures) {
        change(() -> {
            this.failures = failures;
            lastRead = System.nanoTime();
            lastGlance = lastRead;
        });
    }

    private Turn awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed || !isDue()) {
                if (paused || hidden || closed) {
                    changed.await();
                } else {
                    changed.awaitNanos(nanosLeft());
                }
            }
            boolean glance = interval.isZero() && !asked && failures == 0
                    && System.nanoTime() - lastRead < LONGEST_WITHOUT_CHANGE.toNanos();
            var turn = new Turn(interest, glance, sparing);
            asked = false;
            sparing = true;
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return !hidden && (asked || !paused && nanosLeft() <= 0);
    }

    private long nanosLeft() {
        long now = System.nanoTime();
        if (failures == 0 && interval.isZero()) {
            return Math.max(GLANCE.toNanos() - (now - lastGlance), SHARE * cost.toNanos() - (now - lastRead));
        }
        Duration wait = failures == 0 ? spared() : retry(failures);
        return wait.toNanos() - (now - lastRead);
    }

    /** The time that really is between two readings: more than was asked for where each takes the server long. */
    Duration pace() {
        lock.lock();
        try {
            return spared();
        } finally {
            lock.unlock();
        }
    }

    private Duration spared() {
        Duration rest = cost.minus(SPARED_BY_ANY).multipliedBy(SMALL_SHARE);
        Duration longest = successes <= FEW ? LONGEST_AT_FIRST : LONGEST_PACE;
        Duration spared = rest.compareTo(longest) < 0 ? rest : longest;
        return spared.compareTo(interval) > 0 ? spared : interval;
    }

    /** 0.5, 1, 2, 4, 5, 5 … seconds. */
    static Duration retry(int failures) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }
}
