package dev.holdfast.tasks;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The front door for programs: submit, cancel, look at and await tasks. Thread-safe as far as its source of
 * connections is; every method throws {@link HoldfastException}.
 */
public final class Tasks {
    private static final String SUBMIT = """
            SELECT holdfast.submit(name => ?, payload => ?::jsonb, exclusive => ?, shared => ?, handler => ?,
                                   priority => ?, max_attempts => ?, parent => ?, keep => ?)
            """;

    private final ConnectionSource source;

    public Tasks(ConnectionSource source) {
        this.source = source;
    }

    /**
     * Submits a task in a transaction of its own.
     *
     * @return its id; where an earlier task has its unique key, that one's
     */
    public long submit(TaskRequest request) {
        return Sql.call(source, connection -> submit(connection, request));
    }

    /** Submits a task in the caller's transaction: it is there when that commits, and not if it rolls back. */
    public static long submit(Connection connection, TaskRequest request) {
        return submitOrMeet(connection, request).id();
    }

    /** Submits a task, and says whether it is new or an earlier one that has the same unique key. */
    public Submitted submitOrMeet(TaskRequest request) {
        return Sql.call(source, connection -> submitOrMeet(connection, request));
    }

    /**
     * The same in the caller's transaction. Others who submit the key wait until that ends; two transactions that take the
     * same keys in different orders can deadlock.
     */
    public static Submitted submitOrMeet(Connection connection, TaskRequest request) {
        if (!request.isPlain()) {
            return submitOrMeet(connection, List.of(request)).getFirst();
        }
        try {
            return new Submitted(
                    Objects.requireNonNull(Sql.value(connection, Long.class, SUBMIT, request.name(), request.payload(),
                            request.exclusive(), request.shared(), request.handler(), request.priority(),
                            request.maxAttempts(), request.parent(), request.keep())),
                    false);
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
        return submitOrMeet(connection, requests).stream().map(Submitted::id).toList();
    }

    /** Submits all of them or none, and says of each whether it is new. */
    public List<Submitted> submitOrMeet(List<TaskRequest> requests) {
        return Sql.call(source, connection -> submitOrMeet(connection, requests));
    }

    /** The same in the caller's transaction. */
    public static List<Submitted> submitOrMeet(Connection connection, List<TaskRequest> requests) {
        try {
            return requests.stream().allMatch(TaskRequest::isPlain)
                    ? RequestColumns.submit(connection, requests)
                    : Sql.list(connection, "SELECT * FROM holdfast.submit_many(?::jsonb)",
                            row -> new Submitted(row.getLong("id"), row.getBoolean("met")), RequestJson.of(requests));
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

    /**
     * Submits the request of a task that failed, or was canceled or skipped, once more. Who does it again gets the same task.
     *
     * @return the id of the task that retries it
     * @throws NotFound     when there is no such task
     * @throws InvalidInput when it has not ended, or completed, or another has its unique key
     */
    public long retry(long id) {
        return Sql.call(source,
                connection -> Optional
                        .ofNullable(Sql.value(connection, Long.class, "SELECT holdfast.retry(?)", id)))
                .orElseThrow(() -> noSuch(id));
    }

    public Optional<Task> find(long id) {
        return Sql.call(source, connection -> TaskReader.find(connection, id));
    }

    /** The tasks that match, at most {@code limit} of them. */
    public List<TaskSummary> list(TaskFilter filter, int limit) {
        return Sql.call(source, connection -> TaskReader.list(connection, filter, limit));
    }

    /** The ids of the tasks that match, at most {@code limit} of them. */
    public List<Long> ids(TaskFilter filter, int limit) {
        return Sql.call(source, connection -> TaskReader.ids(connection, filter, limit));
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
        return Listening.await(source, "holdfast_task_" + id, connection -> {
            Sql.run(connection, "UPDATE holdfast.unfinished SET awaited = true WHERE id = ? AND NOT awaited", id);
            return id;
        }, connection -> TaskReader.find(connection, id).orElseThrow(() -> noSuch(id)), task -> task.state().isFinal(),
                timeout);
    }

    private static NotFound noSuch(long id) {
        return new NotFound("there is no task " + id, "holdfast list shows the tasks there are.");
    }
}
