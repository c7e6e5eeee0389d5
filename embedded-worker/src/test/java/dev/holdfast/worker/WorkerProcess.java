package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker in a process of its own, to be signaled and killed. Closed means gone. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(20);

    private final Process process;
    private final String name;
    private final Path output;

    private WorkerProcess(Process process, String name, Path output) {
        this.process = process;
        this.name = name;
        this.output = output;
    }

    /** Starts the process with the class path of this one; it may take a second until it is online. */
    static WorkerProcess start(ConnectionSettings database, String name, Path directory, List<String> options) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", WorkerMain.class.getName(), "--name", name));
        command.addAll(options);
        Path output = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        set(builder, "HOLDFAST_URL", database.url());
        set(builder, "HOLDFAST_USER", database.user());
        set(builder, "PGPASSWORD", database.password());
        try {
            return new WorkerProcess(builder.start(), name, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    int awaitExit() {
        await("the end of " + name).atMost(END).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Kills what {@link ProcessBuilder} knows as this worker, and nothing else. */
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
