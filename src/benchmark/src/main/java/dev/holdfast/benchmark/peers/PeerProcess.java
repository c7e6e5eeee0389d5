package dev.holdfast.benchmark.peers;

import dev.holdfast.database.ConnectionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A process of a peer, and what it has said. Thread-safe. */
public final class PeerProcess implements AutoCloseable {
    private static final int JDBC = "jdbc:".length();
    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(5);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);
    private static final int LAST_LINES = 5;

    private final Process process;
    private final Thread reader;
    private final List<Line> lines = new ArrayList<>();

    /**
     * What it said.
     *
     * @param nanos when, by this JVM's clock
     */
    public record Line(String text, long nanos) {}

    private PeerProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static PeerProcess start(PeerProgram program, ConnectionSettings database, String... arguments)
            throws PeerFailure, InterruptedException {
        return start(program, database, UnaryOperator.identity(), arguments);
    }

    /** @param around makes of the command the one that runs it where it is to run */
    static PeerProcess start(PeerProgram program, ConnectionSettings database, UnaryOperator<List<String>> around,
            String... arguments) throws PeerFailure, InterruptedException {
        var command = new ArrayList<>(program.command());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(around.apply(command)).redirectErrorStream(true);
        environment(builder.environment(), database);
        try {
            return new PeerProcess(builder.start());
        } catch (IOException e) {
            throw new PeerFailure("it could not be started: " + e.getMessage(), e);
        }
    }

    private static void environment(Map<String, String> environment, ConnectionSettings database) {
        URI address = URI.create(database.url().substring(JDBC));
        environment.put("PGHOST", address.getHost());
        environment.put("PGPORT", Integer.toString(address.getPort()));
        environment.put("PGDATABASE", address.getPath().substring(1));
        environment.put("PGUSER", Objects.requireNonNull(database.user()));
        environment.put("PGPASSWORD", Objects.requireNonNull(database.password()));
        // Graphile Worker then says only what goes wrong.
        environment.put("NO_LOG_SUCCESS", "1");
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::add);
        } catch (IOException | UncheckedIOException ended) {
            add("its output ended");
        }
    }

    private synchronized void add(String text) {
        lines.add(new Line(text, System.nanoTime()));
    }

    /** Runs one that ends by itself. */
    static void run(PeerProgram program, ConnectionSettings database, String... arguments)
            throws PeerFailure, InterruptedException {
        try (PeerProcess process = start(program, database, arguments)) {
            if (!process.process.waitFor(LOAD_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    || process.process.exitValue() != 0) {
                throw process.failure(arguments[0]);
            }
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has said so far. */
    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The moment in nanoseconds of this JVM at which it first said a line; empty when it has not. */
    public synchronized OptionalLong said(String text) {
        return lines.stream().filter(line -> line.text.equals(text)).mapToLong(Line::nanos).findFirst();
    }

    /** @throws PeerFailure with its last lines, when it has ended */
    public void requireAlive() throws PeerFailure, InterruptedException {
        if (!process.isAlive()) {
            throw failure("work");
        }
    }

    private PeerFailure failure(String what) throws InterruptedException {
        String state = process.isAlive() ? "did not end" : "ended with exit code " + process.exitValue();
        process.destroyForcibly().waitFor();
        reader.join(END_PATIENCE);
        return new PeerFailure("%s %s: %s".formatted(what, state, lastWords()));
    }

    /** Its last lines, without what tells of where in its code. */
    public synchronized String lastWords() {
        List<String> said = lines.stream().map(Line::text).filter(line -> !line.matches("\\s+at .*|WARN .*")).toList();
        return String.join(" ", said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyEnded) {
            // Nobody is there to be told.
        }
        if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
