package dev.holdfast.benchmark.bed;

import dev.holdfast.database.DatabaseError;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.Wish;
import dev.holdfast.workers.WorkerInfo;
import java.sql.SQLException;
import java.util.List;

/** A worker's session without the worker: it claims and completes one task after the other. For one thread. */
public final class Claimer implements AutoCloseable {
    private static final List<String> HANDLERS = List.of("sleep");

    private static final Wish ONE = new Wish(HANDLERS, 1, 0, List.of());

    private final LockSession session;

    private Claimer(LockSession session) {
        this.session = session;
    }

    public static Claimer on(Bed bed) throws SQLException {
        return new Claimer(LockSession.register(bed.settings(), new WorkerInfo("claimer", "bench",
                ProcessHandle.current().pid(), "bench", 1, HANDLERS)));
    }

    /** What one claim takes, in milliseconds; the finish that follows is not timed. */
    public double claim() throws SQLException {
        long begin = System.nanoTime();
        List<Claimed> claimed = session.turn(List.of(), ONE).claimed();
        double millis = (System.nanoTime() - begin) / 1e6;
        if (claimed.size() != 1) {
            throw new DatabaseError("%d tasks claimed instead of one".formatted(claimed.size()), null);
        }
        session.turn(List.of(new Ended(claimed.getFirst(), new Outcome.Completed(null))), Wish.nothing(List.of()));
        return millis;
    }

    @Override
    public void close() {
        session.close();
    }
}
