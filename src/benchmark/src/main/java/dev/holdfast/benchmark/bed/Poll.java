package dev.holdfast.benchmark.bed;

import dev.holdfast.database.DatabaseError;
import java.sql.SQLException;
import java.time.Duration;

/** Waiting for what the database will show. */
public final class Poll {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Poll() {}

    /** Asks the database. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws SQLException;
    }

    /**
     * Returns once the condition holds.
     *
     * @param pause between two looks; what is measured runs meanwhile and should not be disturbed much
     * @throws DatabaseError when it does not within ten minutes
     */
    public static void until(String what, Duration pause, Condition condition)
            throws SQLException, InterruptedException {
        until(what, pause, PATIENCE, condition);
    }

    /** The same with another limit than ten minutes. */
    public static void until(String what, Duration pause, Duration patience, Condition condition)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new DatabaseError("within %d minutes not: %s".formatted(patience.toMinutes(), what), null);
            }
            Thread.sleep(pause);
        }
    }
}
