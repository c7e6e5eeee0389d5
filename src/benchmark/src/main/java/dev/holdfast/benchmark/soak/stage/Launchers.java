package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.cluster.processes.Signals;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two launchers on one database, as on two hosts, each of which starts its worker again when it has ended by itself. Their
 * workers run programs only.
 */
public final class Launchers implements AutoCloseable {
    private final List<WorkerProcesses> launchers;

    Launchers(Path directory, ConnectionSettings database) throws IOException {
        this.launchers = List.of(launcher(directory.resolve("launcher-1"), database),
                launcher(directory.resolve("launcher-2"), database));
    }

    private static WorkerProcesses launcher(Path home, ConnectionSettings database) throws IOException {
        var launcher = WorkerProcesses.in(Files.createDirectories(home), database);
        launcher.launch(1, 2);
        return launcher;
    }

    /** The processes that run now. */
    public List<Long> pids() {
        return launchers.stream()
                .flatMap(launcher -> launcher.list().stream())
                .filter(WorkerProcess::isAlive)
                .map(WorkerProcess::pid)
                .toList();
    }

    /** Kills a process behind its launcher's back. */
    public void kill(long pid) throws InterruptedException {
        Signals.send("KILL", pid);
    }

    @Override
    public void close() {
        for (WorkerProcesses launcher : launchers) {
            launcher.list().forEach(worker -> launcher.kill(worker.name()));
            launcher.close();
        }
    }
}
