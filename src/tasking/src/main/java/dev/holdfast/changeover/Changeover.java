package dev.holdfast.changeover;

import dev.holdfast.changeover.Procedure.Wish;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A switch from one worker type to the other, step by step: {@link #begin}, {@link #stragglers} until there are none,
 * {@link #complete}, {@link #resume}. What it has done so far stands in the database, so when the program dies at any step the
 * next one finds it and goes on, or back. The session holds a lock of its own, so that one program at a time switches. For
 * one thread.
 */
public final class Changeover implements AutoCloseable {
    static final Duration LOOK = Duration.ofMillis(200);

    private static final String STATEMENT_TIMEOUT = "SET statement_timeout = '15s'";

    private final Connection connection;

    private Changeover(Connection connection) {
        this.connection = connection;
    }

    /** @throws Refused when another program is switching */
    public static Changeover open(ConnectionSettings database) throws SQLException {
        Connection connection = database.open("holdfast switch");
        try {
            Sql.run(connection, STATEMENT_TIMEOUT);
            if (!Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    "SELECT pg_try_advisory_lock(holdfast.switch_space(), 1)"))) {
                throw new Refused("another program is switching the worker type at this moment",
                        "Look at it with holdfast status; once it has ended this can be tried again.");
            }
            return new Changeover(connection);
        } catch (SQLException | Refused e) {
            connection.close();
            throw e;
        }
    }

    public TypeState state() throws SQLException {
        return TypeState.read(connection);
    }

    public Preflight preflight(WorkerType target) throws SQLException {
        return Preflight.read(connection, target);
    }

    /**
     * Stops the start of tasks, or goes on with a switch to that type that was begun before.
     *
     * @param redis the address of the manager's Redis; null for the one known already
     */
    public TypeState begin(WorkerType target, @Nullable String redis) throws SQLException {
        return TypeState.ask(connection, "SELECT * FROM holdfast.begin_switch(?, ?)", target.word(), redis);
    }

    /** Those that the switch still waits for; none when all has drained. */
    public List<Straggler> stragglers() throws SQLException {
        return Sql.list(connection, "SELECT * FROM holdfast.not_drained()",
                row -> new Straggler(row.getInt("worker_id"), row.getString("worker"), row.getInt("tasks"),
                        row.getBoolean("follows")));
    }

    /** Decides what to do about those who are left. */
    @FunctionalInterface
    public interface Draining {
        Wish about(List<Straggler> left, Duration since);
    }

    /** Waits for {@link #stragglers}, asking several times a second. None, or those who are left when it was told to go back. */
    public List<Straggler> drain(Draining draining) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        List<Straggler> left = stragglers();
        while (!left.isEmpty()) {
            switch (draining.about(left, Duration.ofNanos(System.nanoTime() - start))) {
                case BACK -> {
                    return left;
                }
                case CANCEL_RUNNING -> cancelRunning();
                case WAIT -> {
                }
            }
            Thread.sleep(LOOK);
            left = stragglers();
        }
        return left;
    }

    /** Cancels what runs, so that the drain comes to its end. Returns how many tasks were told. */
    public int cancelRunning() throws SQLException {
        return Sql.list(connection,
                "SELECT r.task_id, holdfast.cancel(r.task_id) FROM holdfast.running AS r ORDER BY r.task_id",
                row -> row.getLong("task_id")).size();
    }

    /** The switch itself, one transaction. It refuses while anything runs or a worker has not said that it follows. */
    public TypeState complete() throws SQLException {
        return TypeState.ask(connection, "SELECT * FROM holdfast.complete_switch()");
    }

    /** Lets tasks start again; before {@link #complete} that is to give the switch up. */
    public TypeState resume() throws SQLException {
        return intake(connection, true);
    }

    /** Stops or resumes the start of tasks, without a switch. */
    public static TypeState intake(Connection connection, boolean open) throws SQLException {
        return TypeState.ask(connection, "SELECT * FROM holdfast.set_intake(?)", open);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
