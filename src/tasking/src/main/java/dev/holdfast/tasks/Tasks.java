package dev.holdfast.tasks;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * The front door for programs: submit, cancel, look at and await tasks. Thread-safe as far as its source of
 * connections is; every method throws {@link HoldfastException}.
 */
public final class Tasks {
    private static final String SUBMIT = """
            SELECT holdfast.submit(name => ?, payload => ?::jsonb, exclusive => ?, shared => ?, handler => ?,
                                   priority => ?, max_attempts => ?, parent => ?, keep => ?)
            """;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ConnectionSource source;

    public Tasks(ConnectionSource source) {
        this.source = source;
    }

    /** Submits a task in a transaction of its own and returns its id. */
    public long submit(TaskRequest request) {
        return Sql.call(source, connection -> submit(connection, request));
    }

    /** Submits a task in the caller's transaction: it is there when that commits, and not if it rolls back. */
    public static long submit(Connection connection, TaskRequest request) {
        try {
            return Objects.requireNonNull(Sql.value(connection, Long.class, SUBMIT, request.name(), request.payload(),
                    request.exclusive(), request.shared(), request.handler(), request.priority(), request.maxAttempts(),
                    request.parent(), request.keep()));
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /** Submits all of them or none, in this order and in one statement, and returns their ids. */
    public List<Long> submitAll(List<TaskRequest> requests) {
        return Sql.call(source, connection -> submitAll(connection, requests));
    }

    /** The same in the caller's transaction. */
    public static List<Long> submitAll(Connection connection, List<TaskRequest> requests) {
        try {
            return Sql.list(connection, "SELECT id FROM holdfast.submit_many(?::jsonb) AS id", row -> row.getLong(1),
                    RequestJson.of(requests));
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /**
     * Cancels a task: a waiting one at once, a running one by telling its worker.
     *
     * @return {@code CANCELED}, {@code CANCELING} while its worker has yet to stop it, or the final state in which it
     *         was already
     * @throws NotFound when there is no such task
     */
    public TaskState cancel(long id) {
        return Sql.call(source, connection -> Optional.ofNullable(
                Sql.value(connection, String.class, "SELECT holdfast.cancel(?)::text", id)))
                .map(TaskState::of)
                .orElseThrow(() -> noSuch(id));
    }

    public Optional<Task> find(long id) {
        return Sql.call(source, connection -> TaskReader.find(connection, id));
    }

    /** The tasks that match, at most {@code limit} of them. */
    public List<TaskSummary> list(TaskFilter filter, int limit) {
        return Sql.call(source, connection -> TaskReader.list(connection, filter, limit));
    }

    /**
     * Why a task waits, in one sentence.
     *
     * @throws NotFound when there is no such task
     */
    public String why(long id) {
        return Sql.call(source, connection -> TaskReader.why(connection, id)).orElseThrow(() -> noSuch(id));
    }

    /**
     * Waits until a task is in a final state. It is told by a notification; looking again each second is only the
     * safety net.
     *
     * @return the task as it is then, or as it is when the time is over
     * @throws NotFound     when there is no such task
     */
    public Task await(long id, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Connection connection = source.get()) {
            Sql.run(connection, "LISTEN \"holdfast_task_" + id + "\"");
            Sql.run(connection,
                    "UPDATE holdfast.unfinished SET awaited = true WHERE id = ? AND NOT awaited",
                    id);
            try {
                while (true) {
                    Task task = TaskReader.find(connection, id).orElseThrow(() -> noSuch(id));
                    Duration left = Duration.ofNanos(deadline - System.nanoTime());
                    if (task.state().isFinal() || !left.isPositive()) {
                        return task;
                    }
                    long wait = Math.max(1, Math.min(left.toMillis(), LOOK_AGAIN.toMillis()));
                    connection.unwrap(PGConnection.class).getNotifications((int) wait);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            } finally {
                Sql.run(connection, "UNLISTEN *");
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private static NotFound noSuch(long id) {
        return new NotFound("there is no task " + id, "holdfast list shows the tasks there are.");
    }
}
