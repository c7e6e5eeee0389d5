package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.judge.Case.Trouble;
import dev.holdfast.benchmark.soak.judge.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was done and how long it took to recover; each fault is written into a file too. Thread-safe. */
public final class Tally implements AutoCloseable {
    private final PrintWriter log;
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final Map<Recovery, List<Duration>> recoveries = new EnumMap<>(Recovery.class);
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Long> launchedKilled = new ArrayList<>();
    private final List<Return> returns = new ArrayList<>();
    private int moments;

    /** What is timed. */
    public enum Recovery {
        /** From SIGKILL until no task is the killed worker's. */
        KILLED,
        /** The same, with other faults meanwhile. */
        KILLED_AMONG_OTHERS,
        /** From a cut without a word until no task is the cut worker's. */
        CUT_SILENTLY,
        /** From the first connection that PostgreSQL accepts until a worker's next task begins. */
        SERVER_BACK,
        /** How long a worker that had been frozen and had lost its locks worked on. */
        RAN_ON
    }

    /** The server accepts connections again, and these workers live. */
    public record Return(long at, List<Long> pids) {
        /** Takes a copy. */
        public Return {
            pids = List.copyOf(pids);
        }
    }

    public Tally(Path file) throws IOException {
        this.log = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    }

    /** Writes down what happens, with both clocks. */
    public synchronized void note(String format, @Nullable Object... values) {
        log.printf("%s %d %s%n", Instant.now(), System.nanoTime(), String.format(format, values));
    }

    synchronized void count(FaultKind kind) {
        faults.merge(kind, 1, Integer::sum);
        note("fault %s", kind);
    }

    synchronized void momentMet() {
        moments++;
    }

    public synchronized void add(Recovery recovery, Duration time) {
        recoveries.computeIfAbsent(recovery, key -> new ArrayList<>()).add(time);
        note("recovery %s %d ms", recovery, time.toMillis());
    }

    public synchronized void add(Violation violation) {
        note("VIOLATION %s", violation);
    }

    synchronized void trouble(Instant from) {
        troubles.add(new Trouble(from, Instant.now()));
    }

    synchronized void launchedKilled(long pid) {
        launchedKilled.add(pid);
    }

    synchronized void serverBack(Return back) {
        returns.add(back);
        note("the server accepts connections");
    }

    public synchronized List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    public synchronized List<Long> launchedKilled() {
        return List.copyOf(launchedKilled);
    }

    /** Those since the last call. */
    public synchronized List<Return> takeReturns() {
        List<Return> taken = List.copyOf(returns);
        returns.clear();
        return taken;
    }

    public synchronized Map<FaultKind, Integer> faults() {
        return Collections.unmodifiableMap(new EnumMap<>(faults));
    }

    public synchronized Map<Recovery, List<Duration>> recoveries() {
        return Collections.unmodifiableMap(new EnumMap<>(recoveries));
    }

    /** How many traps met their moment. */
    public synchronized int moments() {
        return moments;
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
