package dev.holdfast.cluster.processes;

import dev.holdfast.cluster.files.FileMutex;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.launch.WorkerJvm;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the start caches, once for each version of the program: by a worker that runs a few tasks in a database of its own
 * on the same server, then by programs of the launcher that show it. Nothing that goes wrong with it matters to the
 * cluster; the next one that is started tries again.
 */
final class Training implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Training.class);
    private static final String DATABASE = "holdfast_training";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(5);
    private static final TaskRequest TASK = TaskRequest.of("sleep")
            .payload("{\"seconds\": 0.01}")
            .exclusive("training");
    private static final int TASKS = 5;
    /** Stay for the programs to show: they wait, for a worker and for each other. */
    private static final TaskRequest LEFT = TaskRequest.of("command")
            .handler("nobody")
            .exclusive("training")
            .shared("shared");

    private final ConnectionSettings server;
    private final WorkerCommand command;
    private final Optional<LauncherTraining> programs;
    private final Path lock;
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param server  with the right to create databases on it
     * @param workers the JVM for workers
     * @param home    of the local cluster
     */
    Training(ConnectionSettings server, WorkerJvm workers, Path home) {
        this.server = server;
        this.command = new WorkerCommand(
                new ConnectionSettings(server.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + DATABASE), server.user(),
                        server.password()),
                workers);
        this.programs = LauncherTraining.ofThisProgram(home);
        this.lock = home.resolve("training.lock");
    }

    /** Begins on a thread of its own. */
    synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("training").daemon().priority(Thread.MIN_PRIORITY).start(() -> {
                try {
                    run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Ends it where it is, and waits for that. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes what is missing; returns whether nothing is afterwards. */
    boolean run() throws InterruptedException {
        // One program at a time: the database has one name, by which the next one finds what a killed one left.
        try (FileMutex _ = FileMutex.acquire(lock)) {
            return !isAnyMissing() || train();
        } catch (IOException | SQLException | HoldfastException e) {
            log.info("programs start without a cache for now: {}", e.getMessage());
            return false;
        }
    }

    private boolean isAnyMissing() {
        return command.jvm().cache().isMissing() || programs.filter(LauncherTraining::isAnyMissing).isPresent();
    }

    private boolean train() throws IOException, SQLException, InterruptedException {
        try (Connection connection = server.open("holdfast training")) {
            drop(connection);
            Sql.run(connection, "CREATE DATABASE %s TEMPLATE template0".formatted(DATABASE));
            try {
                Schema.ensure(command.database());
                var tasks = new Tasks(() -> command.database().open("holdfast training"));
                tasks.submitAll(Collections.nCopies(TASKS, TASK));
                boolean made = !command.jvm().cache().isMissing()
                        || command.jvm().train(line -> command.startInBackground(line, Map.of()), PATIENCE);
                tasks.submitAll(Collections.nCopies(TASKS, LEFT));
                return made && (programs.isEmpty() || programs.get().run(command, PATIENCE));
            } finally {
                drop(connection);
            }
        }
    }

    private static void drop(Connection connection) throws SQLException {
        Sql.run(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(DATABASE));
    }
}
