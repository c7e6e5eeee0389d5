package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.History;
import dev.holdfast.testing.KeptConnections;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Worker processes on one database, and what a test wants to know of them. Closed means that all are gone. */
final class Workers implements AutoCloseable {
    /** Much longer than anything takes, for a machine that does much else. */
    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 60));

    private static final Duration REHEARSAL = Duration.ofSeconds(5);

    private final ConnectionSettings database;
    private final KeptConnections source;
    private final Tasks tasks;
    private final Path directory;
    private final List<WorkerProcess> started = new ArrayList<>();

    Workers(ConnectionSettings database, Path directory) {
        this.database = database;
        this.source = new KeptConnections(database);
        this.tasks = new Tasks(source);
        this.directory = directory;
    }

    /** Starts a worker with a grace time of a second and waits until it is online. */
    WorkerProcess start(String... options) {
        return startAll(1, options).getFirst();
    }

    List<WorkerProcess> startAll(int count, String... options) {
        var fresh = new ArrayList<WorkerProcess>();
        for (int i = 0; i < count; i++) {
            fresh.add(launch(database, options));
        }
        fresh.forEach(this::awaitOnline);
        return fresh;
    }

    /** Starts a worker that may be online later, or never, perhaps by another way to the database. */
    WorkerProcess launch(ConnectionSettings address, String... options) {
        var all = new ArrayList<String>(List.of("--grace", "1"));
        all.addAll(Arrays.asList(options));
        var worker = WorkerProcess.start(address, "w" + (started.size() + 1), directory, all);
        started.add(worker);
        return worker;
    }

    void awaitOnline(WorkerProcess worker) {
        await("online: " + worker.name()).atMost(PATIENCE)
                .failFast("it has ended", () -> !worker.runs())
                .until(() -> states(worker).contains("online"));
    }

    /** Waits until the worker has looked for work for the last time and will do so again only when it is told. */
    void awaitDeepSleep(WorkerProcess worker) {
        await("asleep: " + worker.name()).atMost(PATIENCE).until(() -> value(Boolean.class, """
                SELECT EXISTS (SELECT FROM holdfast.idle AS i JOIN holdfast.workers AS w ON w.id = i.worker_id
                               WHERE w.pid = ? AND i.since < clock_timestamp() - interval '1600 ms')
                """, worker.pid()));
    }

    Tasks tasks() {
        return tasks;
    }

    ConnectionSource source() {
        return source;
    }

    long submit(TaskRequest request) {
        return tasks.submit(request);
    }

    Task task(long id) {
        return tasks.find(id).orElseThrow();
    }

    TaskState state(long id) {
        return task(id).state();
    }

    /** Fails at once with what there is to know of it when the task ends otherwise. */
    Task awaitState(long id, TaskState wanted) {
        await("task %d is %s".formatted(id, wanted)).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .until(() -> {
                    Task task = task(id);
                    if (task.state() != wanted && task.state().isFinal()) {
                        throw new AssertionError("it has ended: " + task);
                    }
                    return task.state() == wanted;
                });
        return task(id);
    }

    /** Waits until a worker is seen to run that attempt. */
    Task awaitAttempt(long id, int attempt) {
        await("attempt %d of task %d runs".formatted(attempt, id)).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .until(() -> state(id) == TaskState.RUNNING && task(id).summary().attempt() == attempt);
        return task(id);
    }

    List<WorkerRow> rows() {
        return Sql.call(source, connection -> WorkerReader.list(connection, true, 1000));
    }

    WorkerRow row(WorkerProcess worker) {
        return rows().stream().filter(row -> row.pid() == worker.pid()).findFirst().orElseThrow();
    }

    /** The states of all rows that this process ever had. */
    List<String> states(WorkerProcess worker) {
        return rows().stream().filter(row -> row.pid() == worker.pid()).map(row -> row.state().word()).toList();
    }

    /** Ends one of a worker's sessions, as an administrator may do. */
    void terminateSession(String applicationName) {
        assertThat(value(Long.class, """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = ? AND datname = current_database()
                """, applicationName)).as("sessions named " + applicationName).isOne();
    }

    <T> T value(Class<T> type, String sql, @Nullable Object... parameters) {
        return Objects.requireNonNull(Sql.call(source, connection -> Sql.value(connection, type, sql, parameters)));
    }

    /**
     * What must be empty once all has ended: conflicting tasks that ran at once, places in line, and locks. A worker that has
     * just started holds locks for as long as it rehearses.
     */
    List<String> complaints() {
        try {
            await().atMost(REHEARSAL).until(() -> look().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return look();
        }
    }

    private List<String> look() {
        return Sql.call(source, connection -> {
            var complaints = new ArrayList<>(History.violations(connection));
            complaints.addAll(History.leftovers(connection));
            return complaints;
        });
    }

    @Override
    public void close() {
        started.forEach(WorkerProcess::close);
        source.close();
    }
}
