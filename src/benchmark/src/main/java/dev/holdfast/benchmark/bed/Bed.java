package dev.holdfast.benchmark.bed;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A fresh cluster in a temporary home, on which something is measured. The server has the settings of any local cluster
 * and counts statements, those of workers only. Nothing of it is left after closing, or after Ctrl-C. For one thread.
 */
public final class Bed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Duration LONG_PAUSE = Duration.ofMillis(20);

    private final CleanUp cleanUp;
    private final LocalCluster cluster;
    private final ConnectionSettings settings;
    private final WorkerProcesses workers;
    private final Connection connection;

    private Bed(CleanUp cleanUp, LocalCluster cluster, List<String> options) throws SQLException {
        this.cleanUp = cleanUp;
        this.cluster = cluster;
        this.settings = start(cleanUp, cluster, options);
        this.workers = WorkerProcesses.in(cluster.home(), settings);
        cleanUp.later(workers::close);
        cleanUp.later(this::stopWorkers);
        this.connection = connect();
        cleanUp.later(connection::close);
    }

    /**
     * Starts a cluster without workers.
     *
     * @param options further settings of the server, such as {@code max_connections = 10}
     */
    public static Bed open(String... options) throws IOException, SQLException {
        var cleanUp = new CleanUp();
        try {
            Path home = Files.createTempDirectory("holdfast-bench-");
            cleanUp.later(() -> PrivateFiles.deleteTree(home));
            return new Bed(cleanUp, LocalCluster.in(home), List.of(options));
        } catch (IOException | SQLException | HoldfastException e) {
            cleanUp.close();
            throw e;
        }
    }

    private static ConnectionSettings start(CleanUp cleanUp, LocalCluster cluster, List<String> options)
            throws SQLException {
        cleanUp.later(cluster::stop);
        ConnectionSettings settings = cluster.startOrJoin(0);
        Schema.ensure(settings);
        try (Connection connection = settings.open("holdfast bench")) {
            Sql.run(connection, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
            Sql.run(connection, "CREATE EXTENSION pg_stat_statements");
            // The old worker type takes four sessions for each worker, and there may be 64 of these.
            Sql.run(connection, "ALTER SYSTEM SET max_connections = 400");
            for (String option : options) {
                Sql.run(connection, "ALTER SYSTEM SET " + option);
            }
            // What has ended is part of the load.
            Sql.run(connection, "UPDATE holdfast.retention SET next_at = NULL");
        }
        cluster.stop();
        return cluster.startOrJoin(0);
    }

    /** A connection whose statements are not counted, for the caller to close. */
    public Connection connect() throws SQLException {
        Connection opened = settings.open("holdfast bench");
        Sql.run(opened, "SET pg_stat_statements.track = 'none'");
        return opened;
    }

    /** A connection to another database of this server, for the caller to close. */
    public Connection connect(ConnectionSettings database) throws SQLException {
        return database.open("holdfast bench");
    }

    /** Makes an empty database on this server. */
    public ConnectionSettings createDatabase(String name) throws SQLException {
        Sql.run(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        Sql.run(connection, "CREATE DATABASE " + name);
        String url = settings.url().substring(0, settings.url().lastIndexOf('/') + 1) + name;
        return new ConnectionSettings(url, settings.user(), settings.password());
    }

    /** Drops what {@link #createDatabase} has made, whoever is connected to it. */
    public void dropDatabase(String name) throws SQLException {
        Sql.run(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
    }

    /** Whether {@code pg_stat_statements} counts; it costs a little, so it is off where rates are measured. */
    public void countStatements(boolean count) throws SQLException {
        Sql.run(connection, "ALTER SYSTEM SET pg_stat_statements.track = '%s'".formatted(count ? "top" : "none"));
        Sql.run(connection, "SELECT pg_reload_conf()");
    }

    /** For a session that pretends to be a worker. */
    ConnectionSettings settings() {
        return settings;
    }

    /** For the environment of a program that connects to this cluster as people do. */
    public Map<String, String> environment() {
        return Map.of("HOLDFAST_URL", settings.url(), "HOLDFAST_USER", Objects.requireNonNull(settings.user()),
                "PGPASSWORD",
                Objects.requireNonNull(settings.password()));
    }

    /** The one that is always open. */
    public Connection connection() {
        return connection;
    }

    public String serverVersion() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /** Starts worker processes with one slot each and returns how long it took until all were online. */
    public Duration launch(int count) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        start(count, 1);
        Poll.until("all workers online", PAUSE, () -> count == number("""
                SELECT count(*)::float8 FROM holdfast.workers WHERE state = 'online'
                """));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Makes it the worker type of all that start from now on; none may run. */
    public void switchTo(WorkerType type) throws SQLException {
        if (TypeState.read(connection).type() == type) {
            return;
        }
        try (var changeover = Changeover.open(settings)) {
            changeover.begin(type, type == WorkerType.MANAGER ? cluster.redis() : null);
            changeover.complete();
            changeover.resume();
        }
    }

    /** Forgets all tasks, waiting ones too; no worker may run. */
    public void removeTasks() throws SQLException {
        Sql.run(connection,
                """
                        TRUNCATE holdfast.unfinished, holdfast.submitted, holdfast.ready, holdfast.places, holdfast.trains, holdfast.finished,
                                 holdfast.manager_line, holdfast.task_reservations, holdfast.reservations
                        """);
    }

    /** Waits until so many workers sleep. */
    public void awaitIdle(int count) throws SQLException, InterruptedException {
        Poll.until("all workers idle", LONG_PAUSE, () -> count <= number("SELECT count(*)::float8 FROM holdfast.idle"));
    }

    /** Lets the workers that are started from now on start as all but the first of a new version do. */
    public void trainWorkers() throws InterruptedException {
        workers.trainNow();
    }

    /** Starts worker processes and does not wait for them. */
    public void start(int count, int slots) {
        workers.launch(count, slots);
    }

    /**
     * Times how long worker processes take for tasks that wait already.
     *
     * @throws DatabaseError when they are not done in time
     */
    public Drain drain(int count, int slots, int tasks, Duration patience) throws SQLException, InterruptedException {
        try {
            start(count, slots);
            return new DrainWatch(connection, Workload.LEFT, cpu(), patience).of(tasks, () -> {})
                    .orElseThrow(() -> new DatabaseError(
                            "tasks not done within %d minutes".formatted(patience.toMinutes()), null));
        } finally {
            stopWorkers();
        }
    }

    /** Ends the worker with this process id by SIGKILL; it does not come back. */
    public void killWorker(long pid) {
        workers.list()
                .stream()
                .filter(worker -> worker.isAlive() && worker.pid() == pid)
                .forEach(worker -> workers.kill(worker.name()));
    }

    /** Ends all workers at once, for their tasks do not matter any more. */
    public void killWorkers() throws InterruptedException {
        workers.list().stream().filter(WorkerProcess::isAlive).forEach(worker -> workers.kill(worker.name()));
        workers.stopAll(PATIENCE);
    }

    public void stopWorkers() throws InterruptedException {
        workers.stopAll(PATIENCE);
    }

    /** The processor time of the server, and of processes that work on it. */
    public CpuMeter cpu(Supplier<List<Long>> processes) {
        return new CpuMeter(cluster.serverPid(), processes);
    }

    /** The same with this bed's own workers. */
    public CpuMeter cpu() {
        return cpu(() -> workers.list().stream().filter(WorkerProcess::isAlive).map(WorkerProcess::pid).toList());
    }

    /** The resident memory of all worker processes together, in MiB; empty where the system does not tell. */
    public OptionalDouble workerMemory() {
        return workers.list()
                .stream()
                .filter(WorkerProcess::isAlive)
                .map(worker -> ResidentMemory.of(worker.pid()))
                .reduce(OptionalDouble.of(0), (sum, one) -> sum.isPresent() && one.isPresent()
                        ? OptionalDouble.of(sum.getAsDouble() + one.getAsDouble())
                        : OptionalDouble.empty());
    }

    /** Submits all tasks in one transaction and returns their ids. */
    public List<Long> submit(List<TaskRequest> requests) {
        return new Tasks(this::connect).submitAll(requests);
    }

    /** Submits all tasks in one transaction and returns their ids once they are finished. */
    public List<Long> run(List<TaskRequest> requests) throws SQLException, InterruptedException {
        List<Long> ids = submit(requests);
        awaitEnd();
        return ids;
    }

    /** Waits until no task is unfinished. */
    public void awaitEnd() throws SQLException, InterruptedException {
        Poll.until("all tasks finished", LONG_PAUSE,
                () -> 0 == number("SELECT (CASE WHEN %s THEN 1 ELSE 0 END)::float8".formatted(Workload.LEFT)));
    }

    /** The one number that a query returns. */
    public double number(String sql, Object... parameters) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, Double.class, sql, parameters), sql);
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}
