package dev.holdfast.example;

import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A local cluster in a folder of its own: PostgreSQL, worker processes of one slot each, and the command that speaks to it. */
final class RealCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final LocalCluster cluster;
    private final ConnectionSettings settings;
    private final WorkerProcesses workers;

    private RealCluster(Path folder, LocalCluster cluster, ConnectionSettings settings) {
        this.folder = folder;
        this.cluster = cluster;
        this.settings = settings;
        this.workers = WorkerProcesses.in(cluster.home(), settings);
    }

    static RealCluster start(Path folder) {
        LocalCluster cluster = LocalCluster.in(folder.resolve("home"));
        return new RealCluster(folder, cluster, cluster.startOrJoin(0));
    }

    void launch(int count) {
        Schema.ensure(settings);
        workers.launch(count, 1);
        await().atMost(PATIENCE)
                .until(() -> workers().stream().allMatch(worker -> worker.state() == WorkerProcess.State.ONLINE));
    }

    Path home() {
        return cluster.home();
    }

    Tasks tasks() {
        return new Tasks(() -> settings.open("test"));
    }

    <T> T read(Sql.Work<T> work) {
        return Sql.call(() -> settings.open("test"), work);
    }

    List<WorkerProcess> workers() {
        return workers.list();
    }

    WorkerProcess worker(String name) {
        return workers().stream().filter(worker -> worker.name().equals(name)).findFirst().orElseThrow();
    }

    /** The program {@code holdfast} with the classes under test. */
    Path command() throws IOException {
        Path script = Files.writeString(folder.resolve("holdfast"), """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.holdfast.cli.Main "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        return script;
    }

    /** Ends the workers and the server. */
    void destroy() throws InterruptedException {
        try (workers) {
            workers().forEach(worker -> workers.kill(worker.name()));
            workers.stopAll(PATIENCE);
        } finally {
            cluster.stop();
        }
    }
}
