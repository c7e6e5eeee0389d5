package dev.holdfast.retention;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is not to be kept any longer, in many small transactions on a connection of its own. One session at a time:
 * it holds an advisory lock meanwhile. For one thread.
 */
public final class Cleaning {
    /** After so many batches of a thousand without a find, the rest is taken to be too young. */
    private static final int PATIENCE = 10;
    private static final long BEFORE_AGAIN_NANOS = 5_000_000;

    private final Connection connection;

    private Cleaning(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether it is time to clean up; who is told so is to do it.
     *
     * @param connection in autocommit
     */
    public static boolean isDue(Connection connection) throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.begin_cleaning()"));
    }

    /**
     * Cleans up; does nothing when another session is at it.
     *
     * @param connection in autocommit
     */
    public static void run(Connection connection) throws SQLException {
        Sql.run(connection, "SELECT set_config('synchronous_commit', 'off', false)");
        if (Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                "SELECT pg_try_advisory_lock(holdfast.admission_space(), 2)"))) {
            try {
                new Cleaning(connection).clean();
            } finally {
                Sql.run(connection, "SELECT pg_advisory_unlock(holdfast.admission_space(), 2)");
            }
        }
    }

    private void clean() throws SQLException {
        Long beyond = Sql.value(connection, Long.class, "SELECT holdfast.beyond_number()");
        walkTwice("seen_finished", seen -> step("SELECT * FROM holdfast.remove_finished(?, ?::bigint)", seen, beyond));
        walkTwice("seen_logs", seen -> step("SELECT * FROM holdfast.remove_lost_logs(?)", seen));
        Long group = 0L;
        while (group != null) {
            group = Sql.value(connection, Long.class, "SELECT holdfast.remove_groups(?)", group);
        }
        while (count("SELECT holdfast.remove_rest()") == 1000) {
        }
        while (count("SELECT holdfast.remove_audit()") == 1000) {
        }
        removeResources();
    }

    /** One batch. */
    @FunctionalInterface
    private interface Batch {
        Step after(long seen) throws SQLException;
    }

    /** Where a batch got to, null for the end, and whether it removed anything. */
    private record Step(@Nullable Long seen, boolean removed) {
        static Step of(ResultSet row) throws SQLException {
            return new Step(row.getObject("seen", Long.class), row.getBoolean("removed"));
        }
    }

    private Step step(String statement, @Nullable Object... parameters) throws SQLException {
        return Sql.first(connection, statement, Step::of, parameters).orElseThrow();
    }

    /**
     * From the oldest on; and from where it stopped the last time, so that old ones which stand behind many that took long
     * to end are found as well.
     */
    private void walkTwice(String column, Batch batch) throws SQLException {
        Long first = walk(0, batch);
        Long before = Sql.value(connection, Long.class, "SELECT " + column + " FROM holdfast.retention");
        if (first != null) {
            Long second = walk(before == null ? first : Math.max(first, before), batch);
            first = second == null ? 0L : second;
        }
        Sql.run(connection, "UPDATE holdfast.retention SET " + column + " = ?", first == null ? 0L : first);
    }

    /** Where it stopped; null at the end. */
    private @Nullable Long walk(long from, Batch batch) throws SQLException {
        Long seen = from;
        for (int vain = 0; seen != null && vain < PATIENCE;) {
            Step step = batch.after(seen);
            vain = step.removed() ? 0 : vain + 1;
            seen = step.seen();
        }
        return seen;
    }

    private void removeResources() throws SQLException {
        Integer seen = 0;
        int vain = 0;
        while (seen != null) {
            Registry registry = Sql.first(connection, "SELECT * FROM holdfast.remove_resources(?)", Registry::of, seen)
                    .orElseThrow();
            if (registry.keptOut()) {
                admit();
            }
            if (registry.busy() && vain++ < 100) {
                LockSupport.parkNanos(BEFORE_AGAIN_NANOS);
            } else {
                seen = registry.seen();
                vain = 0;
            }
        }
    }

    private record Registry(@Nullable Integer seen, boolean keptOut, boolean busy) {
        static Registry of(ResultSet row) throws SQLException {
            return new Registry(row.getObject("seen", Integer.class), row.getBoolean("kept_out"),
                    row.getBoolean("busy"));
        }
    }

    /** Others who found admission at work have left theirs to it. */
    private void admit() throws SQLException {
        do {
            while (count("SELECT holdfast.admit()") > 0) {
            }
        } while (count("SELECT holdfast.follow()") > 0);
    }

    private int count(String statement) throws SQLException {
        Integer count = Sql.value(connection, Integer.class, statement);
        return count == null ? 0 : count;
    }
}
