package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two workers at work, and tasks at each place where one can be: one that runs, one behind it on the same resource, one that
 * needs what both workers' tasks have (the head of the manager's line), and one that needs something else.
 */
final class EventStage implements AutoCloseable {
    private final String[] options;
    private final WorkerType type;
    private final ConnectionSettings database;
    private final Workers workers;
    private final Witness witness;
    private final Redis redis = new Redis();
    private final @Nullable OwnServer server;
    private @Nullable WorkerProcess worker;
    private @Nullable WorkerProcess other;
    private long running;
    private long queued;
    private long head;
    private long free;

    /** @param server the server, where it is this test's own */
    EventStage(WorkerType type, ConnectionSettings database, Path directory, @Nullable OwnServer server) {
        this.type = type;
        this.database = database;
        this.workers = new Workers(database, directory);
        this.witness = new Witness(directory);
        this.server = server;
        // An outage of the server is to be over before a worker counts as missing, however busy the machine is.
        this.options = new String[]{"--ttl", server == null ? "3" : "60", "--sweep", "1000"};
    }

    void set() throws SQLException {
        if (type == WorkerType.MANAGER) {
            try (var changeover = Changeover.open(database)) {
                changeover.begin(WorkerType.MANAGER, redis.address());
                changeover.complete();
                changeover.resume();
            }
        }
        other = workers.start(options);
        if (type == WorkerType.MANAGER) {
            await().atMost(Workers.PATIENCE).until(() -> number("""
                    SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
                    WHERE a.application_name LIKE 'holdfast % manager' AND l.locktype = 'advisory' AND l.objid = 2
                      AND a.datname = current_database()
                    """) == 1);
        }
        worker = workers.start(options);
        long one = workers.submit(witness.heldTask("one").exclusive("one"));
        long two = workers.submit(witness.heldTask("two").exclusive("two"));
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(two, TaskState.RUNNING);
        boolean first = worker().name().equals(workers.task(one).summary().worker());
        running = first ? one : two;
        queued = workers.submit(witness.task("queued", 0).exclusive(first ? "one" : "two"));
        head = workers.submit(witness.task("head", 0).exclusive("one", "two"));
        free = workers.submit(witness.task("free", 0).exclusive("three"));
        if (type == WorkerType.MANAGER) {
            await().atMost(Workers.PATIENCE)
                    .until(() -> number("SELECT count(*) FROM holdfast.manager_line") == 3
                            && number("SELECT count(*) FROM holdfast.manager_line WHERE worker_id IS NOT NULL") == 1
                            && redis.line().equals(List.of(free)));
        }
    }

    WorkerProcess worker() {
        return Objects.requireNonNull(worker);
    }

    /** Also the manager, where there is one. */
    WorkerProcess other() {
        return Objects.requireNonNull(other);
    }

    Redis redis() {
        return redis;
    }

    OwnServer server() {
        return Objects.requireNonNull(server);
    }

    long running() {
        return running;
    }

    long queued() {
        return queued;
    }

    void cancel(long task) {
        workers.tasks().cancel(task);
    }

    void endLockSession() {
        workers.terminateSession("holdfast %s task %d".formatted(worker().name(), running));
    }

    /** Lets all go on, with a fresh worker to help, and tells how each task ended. */
    List<String> outcome() {
        await().atMost(Workers.PATIENCE)
                .ignoreExceptionsInstanceOf(HoldfastException.class)
                .until(() -> number("SELECT 1::bigint") == 1);
        workers.start(options);
        witness.release("one");
        witness.release("two");
        return Stream.of(running, queued, head, free).map(this::end).toList();
    }

    private String end(long id) {
        await("the end of task " + id).atMost(Workers.PATIENCE).until(() -> workers.state(id).isFinal());
        Task task = workers.task(id);
        String error = task.error() == null || task.error().type().equals("Canceled") ? "" : ": " + task.error().type();
        return task.state().word() + error;
    }

    private long number(String sql) {
        return workers.value(Long.class, sql);
    }

    @Override
    public void close() {
        workers.close();
        redis.close();
    }
}
