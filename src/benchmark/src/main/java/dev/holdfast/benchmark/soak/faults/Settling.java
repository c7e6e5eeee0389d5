package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.faults.Tally.Recovery;
import dev.holdfast.benchmark.soak.judge.Ledger;
import dev.holdfast.benchmark.soak.stage.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Times how long the tasks of a worker that is gone stay with it. */
final class Settling {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Server server;
    private final Tally tally;
    /** Grows with every fault: what recovers among others is not the figure wanted. */
    private final AtomicInteger faults = new AtomicInteger();
    /** Grows with every fault of the server itself, during which nothing can be timed. */
    private final AtomicInteger serverFaults = new AtomicInteger();

    Settling(Server server, Tally tally) {
        this.server = server;
        this.tally = tally;
    }

    void faultStruck() {
        faults.incrementAndGet();
    }

    void serverStruck() {
        serverFaults.incrementAndGet();
    }

    /** Times a worker that was just struck, on a thread of its own. */
    void time(long pid, long struckAt, Recovery alone, Recovery amongOthers) {
        int faultsBefore = faults.get();
        int serverFaultsBefore = serverFaults.get();
        Thread.ofVirtual().name("settling").start(() -> {
            try (Connection connection = server.connect()) {
                if (Ledger.running(connection, pid) == 0) {
                    return;
                }
                while (Ledger.running(connection, pid) > 0
                        && System.nanoTime() - struckAt < LONGEST.toNanos()) {
                    Thread.sleep(BETWEEN_LOOKS);
                }
                if (serverFaults.get() == serverFaultsBefore) {
                    tally.add(faults.get() == faultsBefore ? alone : amongOthers,
                            Duration.ofNanos(System.nanoTime() - struckAt));
                }
            } catch (SQLException | InterruptedException e) {
                tally.note("not timed: %s", e.getMessage());
            }
        });
    }
}
