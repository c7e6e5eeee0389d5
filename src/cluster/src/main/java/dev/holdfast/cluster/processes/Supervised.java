package dev.holdfast.cluster.processes;

import dev.holdfast.cluster.files.LastLines;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker process under watch, and the next ones under the same name. Thread-safe. */
final class Supervised {
    private static final Logger logger = LoggerFactory.getLogger(Supervised.class);
    private static final String ONLINE = " is online";
    private static final int START_BYTES = 64 * 1024;
    private static final int HEALTHY_SECONDS = 30;
    private static final int LONGEST_PAUSE_SECONDS = 30;

    private final String name;
    private final int slots;
    private final List<String> handlers;
    private final Path log;
    private final WorkerProcesses owner;
    private @Nullable ProcessHandle process;
    private @Nullable Process child;
    private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);
    private Instant started = Instant.now();
    private State state = State.STARTING;
    /** Where the log of the present process begins: earlier ones under this name wrote before it. */
    private long logStart;
    private boolean asked;
    private @Nullable Integer exitCode;
    private int restarts;
    private int quickEnds;
    private UsageMeter meter = new UsageMeter();
    private @Nullable Usage usage;

    Supervised(String name, int slots, List<String> handlers, Path log, WorkerProcesses owner) {
        this.name = name;
        this.slots = slots;
        this.handlers = List.copyOf(handlers);
        this.log = log;
        this.owner = owner;
    }

    /** One that another program has started; its exit code will not be known, and it is not started again. */
    static Supervised found(WorkerFile file, ProcessHandle process, Path log, WorkerProcesses owner) {
        var worker = new Supervised(file.name(), file.slots(), file.handlers(), log, owner);
        worker.state = State.ONLINE;
        worker.watch(process, file.started(), process.onExit());
        return worker;
    }

    String name() {
        return name;
    }

    int slots() {
        return slots;
    }

    List<String> handlers() {
        return handlers;
    }

    Path log() {
        return log;
    }

    synchronized void start() throws IOException {
        if (child == null) {
            Files.deleteIfExists(log);
        }
        logStart = Files.exists(log) ? Files.size(log) : 0;
        Process fresh = owner.start(this);
        child = fresh;
        state = State.STARTING;
        // Not by its handle, which may tell of the end before the process knows its exit code.
        watch(fresh.toHandle(), fresh.info().startInstant().orElseGet(Instant::now), fresh.onExit());
    }

    private synchronized void watch(ProcessHandle handle, Instant since, CompletableFuture<?> exit) {
        process = handle;
        meter = new UsageMeter();
        usage = null;
        started = since;
        end = exit.thenAccept(ended -> ended());
    }

    private synchronized void ended() {
        Process own = child;
        if (own == null) {
            // Its file is left to the program that launched it, which reads there whether to start it again.
            state = State.STOPPED;
            return;
        }
        exitCode = own.exitValue();
        asked |= owner.forget(name);
        state = asked || own.exitValue() == 0 ? State.STOPPED : State.CRASHED;
        if (state == State.CRASHED) {
            quickEnds = started.plusSeconds(HEALTHY_SECONDS).isAfter(Instant.now()) ? quickEnds + 1 : 1;
            long pause = Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(quickEnds - 1, 5));
            logger.warn("{} ended with exit code {}, starts again in {} s: {}", name, exitCode, pause,
                    LastLines.of(log, 1));
            owner.later(Duration.ofSeconds(pause), () -> owner.startAgain(this));
        }
    }

    synchronized void startAgain() throws IOException {
        if (!asked && state == State.CRASHED) {
            restarts++;
            start();
        }
    }

    synchronized void stop() {
        asked = true;
        if (process != null && process.isAlive()) {
            owner.noteAsked(name);
            state = State.DRAINING;
            process.destroy();
        }
    }

    synchronized void kill() {
        asked = true;
        if (process != null && process.isAlive()) {
            owner.noteAsked(name);
            process.destroyForcibly();
        }
    }

    /** @return false when it has not ended within that time */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        CompletableFuture<Void> current;
        synchronized (this) {
            current = end;
        }
        try {
            current.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    boolean isOther(ProcessHandle handle) {
        synchronized (this) {
            return process == null || process.pid() != handle.pid();
        }
    }

    /** A worker says in its log when it is online. */
    synchronized void lookAtLog() {
        if (state == State.STARTING && startOfLog().contains(ONLINE)) {
            state = State.ONLINE;
        }
    }

    /** What it uses, for those who ask in between. */
    synchronized void measure() {
        usage = process == null || !process.isAlive() ? null : meter.look(process);
    }

    private String startOfLog() {
        try (var content = Files.newInputStream(log)) {
            content.skipNBytes(logStart);
            return new String(content.readNBytes(START_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    synchronized WorkerProcess snapshot() {
        return new WorkerProcess(name, process == null ? 0 : process.pid(), started, slots, handlers, state,
                exitCode, restarts, usage, log);
    }
}
