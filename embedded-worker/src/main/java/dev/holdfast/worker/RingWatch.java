package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.handlers.Programs;
import dev.holdfast.workers.WatchSession;
import dev.holdfast.workers.WorkerInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the next worker in the ring on a thread of its own: it waits for that worker's lock, so it learns of a death
 * when the server does, without polling. A worker that only lost its connections is asked first and given time to
 * take its lock back: that its mailbox is still open, or its process still there, tells it from a dead one.
 */
final class RingWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RingWatch.class);
    /** Long enough for a dead worker's programs to be gone; on this host it is also looked whether they are. */
    private static final Duration DEAD_GRACE = Duration.ofMillis(300);
    /** On another host nobody can see whether the process lives, only whether it comes back. */
    private static final Duration FAR_GRACE = Duration.ofMillis(700);
    private static final Duration PROGRAMS_GRACE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** Long enough for a living worker to take its lock back, on a busy host too. */
    private static final Duration LIVING_GRACE = Duration.ofSeconds(5);
    private static final Duration SERVER_GRACE = Duration.ofSeconds(5);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);
    private static final Duration ALONE = Duration.ofSeconds(10);

    private final ConnectionSettings database;
    private final WorkerInfo info;
    private final int workerId;
    private final IntConsumer whenReaped;
    private final Queue<Integer> suspects = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable WatchSession session;

    /** @param whenReaped told how many tasks were settled */
    RingWatch(ConnectionSettings database, WorkerInfo info, int workerId, IntConsumer whenReaped) {
        this.database = database;
        this.info = info;
        this.workerId = workerId;
        this.whenReaped = whenReaped;
        this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The ring has changed: looks anew whom to watch. */
    void lookAgain() {
        WatchSession open = session;
        if (open != null) {
            try {
                open.interrupt();
            } catch (SQLException e) {
                log.debug("the watch could not be interrupted: {}", e.getMessage());
            }
        }
        LockSupport.unpark(thread);
    }

    /** Looks after workers whose lock the sweep found free. */
    void suspect(List<Integer> workers) {
        if (!workers.isEmpty()) {
            suspects.addAll(workers);
            lookAgain();
        }
    }

    private void run() {
        boolean reconnected = false;
        while (!closed) {
            try (WatchSession open = WatchSession.open(database, info.name(), workerId)) {
                session = open;
                open.announce();
                if (reconnected) {
                    // Whatever cut this session off may have cut off the others too: they take their locks back first.
                    Pause.of(SERVER_GRACE);
                }
                watch(open);
            } catch (SQLException e) {
                reconnected = true;
                if (!closed) {
                    log.debug("the watch lost its connection: {}", e.getMessage());
                    Pause.of(BEFORE_AGAIN);
                }
            }
        }
    }

    private void watch(WatchSession open) throws SQLException {
        while (!closed) {
            Integer suspect = suspects.poll();
            if (suspect != null) {
                bury(open, suspect);
                continue;
            }
            OptionalInt next = open.next();
            if (next.isEmpty()) {
                if (!open.isInterrupted()) {
                    LockSupport.parkNanos(this, ALONE.toNanos());
                }
            } else if (open.awaitEnd(next.getAsInt())) {
                bury(open, next.getAsInt());
            }
        }
    }

    private void bury(WatchSession open, int other) throws SQLException {
        log.debug("nobody holds the lock of worker {}", other);
        open.probe(other);
        OptionalLong pid = open.pidOn(info.host(), other);
        var patience = new Timer(LIVING_GRACE);
        do {
            Pause.of(pid.isPresent() ? DEAD_GRACE : FAR_GRACE);
        } while ((lives(pid) || open.isReconnecting(other)) && !patience.isDue() && !closed);
        awaitPrograms(pid);
        int settled = open.reap(other, SERVER_GRACE);
        while (settled == WatchSession.TOO_EARLY && !closed) {
            Pause.of(BEFORE_AGAIN);
            settled = open.reap(other, SERVER_GRACE);
        }
        if (settled >= 0) {
            log.info("worker {} has ended, settled {} of its tasks", other, settled);
            // Not only its tasks: it may have been woken for others, and have died before it took them.
            whenReaped.accept(settled);
        }
    }

    /** A killed process that its parent has yet to collect is still there, but no longer runs any program. */
    private static boolean lives(OptionalLong pid) {
        return pid.isPresent()
                && ProcessHandle.of(pid.getAsLong()).flatMap(process -> process.info().command()).isPresent();
    }

    /** Frozen, or on a very busy host, a guard may need longer than the others wait anyway. */
    private void awaitPrograms(OptionalLong pid) {
        var patience = new Timer(PROGRAMS_GRACE);
        while (pid.isPresent() && !closed && Programs.runFor(pid.getAsLong())) {
            if (patience.isDue()) {
                log.warn("programs of the dead worker with process id {} still run: they are not waited for any longer",
                        pid.getAsLong());
                return;
            }
            Pause.of(LOOK);
        }
    }

    @Override
    public void close() {
        closed = true;
        WatchSession open = session;
        if (open != null) {
            open.close();
        }
        LockSupport.unpark(thread);
    }
}
