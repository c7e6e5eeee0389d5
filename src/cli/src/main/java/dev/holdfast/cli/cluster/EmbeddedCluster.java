package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.NoConnection;
import dev.holdfast.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local cluster on the PostgreSQL that Holdfast brings. */
public final class EmbeddedCluster implements LocalCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;

    public EmbeddedCluster(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Joined join() {
        var cluster = ofUser();
        boolean started = cluster.running().isEmpty();
        if (started && environment.containsKey("HOLDFAST_TRAINING")) {
            throw new NoConnection("the server has ended", "A training does not start it again.");
        }
        return new Joined(cluster.startOrJoin(0), started);
    }

    @Override
    public Running up(int workers, @Nullable Path data, @Nullable Integer port) {
        var cluster = data == null ? ofUser() : dev.holdfast.cluster.LocalCluster.in(data);
        boolean started = cluster.running().isEmpty();
        ConnectionSettings settings = cluster.startOrJoin(port == null ? 0 : port);
        try {
            Schema.ensure(settings);
            return new Up(cluster, settings, workers(cluster.home(), settings, workers), started);
        } catch (RuntimeException e) {
            if (started) {
                cluster.stop();
            }
            throw e;
        }
    }

    private static WorkerProcesses workers(Path home, ConnectionSettings settings, int count) {
        var processes = WorkerProcesses.in(home, settings);
        try {
            if (count > 0) {
                processes.launch(count, 1);
            }
            processes.train();
            return processes;
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    @Override
    public boolean down() {
        var cluster = ofUser();
        cluster.running().ifPresent(settings -> {
            try (var processes = WorkerProcesses.in(cluster.home(), settings)) {
                stopAll(processes);
            }
        });
        return cluster.stop();
    }

    @Override
    public String redis() {
        return ofUser().redis();
    }

    @Override
    public Optional<Status> status() {
        var cluster = ofUser();
        return cluster.running().map(settings -> {
            try (var processes = WorkerProcesses.in(cluster.home(), settings)) {
                return new Status(settings, cluster.home(), cluster.passwordFile(), cluster.serverPid(),
                        processes.list().stream().filter(WorkerProcess::isAlive).map(WorkerProcess::name).toList());
            }
        });
    }

    private dev.holdfast.cluster.LocalCluster ofUser() {
        return dev.holdfast.cluster.LocalCluster.ofUser(environment);
    }

    private static void stopAll(WorkerProcesses processes) {
        try {
            processes.stopAll(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Up implements Running {
        private final dev.holdfast.cluster.LocalCluster cluster;
        private final ConnectionSettings settings;
        private final WorkerProcesses processes;
        /** Whether the server is this process's to stop; one that it joined goes on. */
        private final boolean started;
        /** The server has ended: what runs now others have started, and it is theirs. */
        private boolean ended;

        Up(dev.holdfast.cluster.LocalCluster cluster, ConnectionSettings settings, WorkerProcesses processes,
                boolean started) {
            this.cluster = cluster;
            this.settings = settings;
            this.processes = processes;
            this.started = started;
        }

        @Override
        public ConnectionSettings settings() {
            return settings;
        }

        @Override
        public Path passwordFile() {
            return cluster.passwordFile();
        }

        @Override
        public boolean isAlive() {
            ended |= cluster.running().isEmpty();
            return !ended;
        }

        @Override
        public void close() {
            if (!ended || cluster.running().isEmpty()) {
                stopAll(processes);
            }
            processes.close();
            if (started && !ended) {
                cluster.stop();
            }
        }
    }
}
