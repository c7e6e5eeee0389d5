package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.cluster.processes.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker process of the soak, and what was done to it. Times are those of the monotonic clock. Thread-safe. */
public final class CrewMember {
    private final Process process;
    private final String name;
    private final @Nullable Wire wire;
    private final boolean onIsland;
    private final Path log;
    private final List<Freeze> freezes = new ArrayList<>();
    private long killedAt;
    private boolean struck;
    private boolean frozen;
    private int asked;
    private boolean online;

    /** From SIGSTOP to SIGCONT. */
    public record Freeze(long from, long to) {}

    CrewMember(Process process, String name, @Nullable Wire wire, boolean onIsland, Path log) {
        this.process = process;
        this.name = name;
        this.wire = wire;
        this.onIsland = onIsland;
        this.log = log;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its way to the server; null for one that has none. */
    public @Nullable Wire wire() {
        return wire;
    }

    public boolean onIsland() {
        return onIsland;
    }

    public synchronized void kill() {
        if (killedAt == 0) {
            struck = true;
            // Before the signal: what it does after that is not taken for granted.
            killedAt = System.nanoTime();
            process.destroyForcibly();
        }
    }

    /** When it was killed; 0 when it was not. */
    public synchronized long killedAt() {
        return killedAt;
    }

    /** @return false when it is frozen already */
    public synchronized boolean freeze() throws InterruptedException {
        if (frozen || !isAlive()) {
            return false;
        }
        frozen = true;
        struck = true;
        freezes.add(new Freeze(System.nanoTime(), Long.MAX_VALUE));
        Signals.send("STOP", pid());
        return true;
    }

    public synchronized void thaw() throws InterruptedException {
        if (frozen) {
            frozen = false;
            Signals.send("CONT", pid());
            freezes.add(new Freeze(freezes.removeLast().from(), System.nanoTime()));
        }
    }

    public synchronized boolean isFrozen() {
        return frozen;
    }

    public synchronized List<Freeze> freezes() {
        return List.copyOf(freezes);
    }

    /** Notes that something was done to it that may cost it its tasks. */
    public synchronized void strike() {
        struck = true;
    }

    public synchronized boolean isStruck() {
        return struck;
    }

    /** Asks it to finish its tasks and end; the second time, to stop at once. */
    public synchronized void drain() {
        asked++;
        process.destroy();
    }

    public synchronized boolean isAsked() {
        return asked > 0;
    }

    public synchronized boolean isToldToStop() {
        return asked > 1;
    }

    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it ended; null while it runs. */
    public @Nullable Integer exitCode() {
        return process.isAlive() ? null : process.exitValue();
    }

    /** Whether it has joined the others, ever. */
    public synchronized boolean wasOnline() throws IOException {
        online = online || Files.readString(log).contains("is online");
        return online;
    }

    public Path log() {
        return log;
    }

    void release() throws IOException {
        if (wire != null) {
            wire.close();
        }
    }
}
