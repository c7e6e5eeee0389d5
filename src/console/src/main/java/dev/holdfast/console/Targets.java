package dev.holdfast.console;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.console.workers.LocalWorker;
import dev.holdfast.database.ConnectionSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the console can show without a profile. The local cluster is started once, and goes on when another server is shown. Thread-safe. */
final class Targets {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private volatile @Nullable Local local;

    Targets(Map<String, String> environment) {
        this.environment = environment;
    }

    private record Local(LocalCluster cluster, WorkerProcesses processes, Target target) {}

    /** The database of that address or of {@code HOLDFAST_URL}, else the local cluster. */
    Target named(@Nullable String address) {
        if (address != null) {
            return Target.of(ConnectionSettings.parseArgument(address, environment));
        }
        String named = environment.get("HOLDFAST_URL");
        return named != null && !named.isEmpty()
                ? Target.of(ConnectionSettings.parse(named, environment))
                : local();
    }

    /** The local cluster of this user, which is started if need be; may take seconds. */
    synchronized Target local() {
        Local started = local;
        if (started == null) {
            LocalCluster cluster = LocalCluster.ofUser(environment);
            ConnectionSettings settings = cluster.startOrJoin(0);
            var processes = WorkerProcesses.in(cluster.home(), settings);
            processes.train();
            started = new Local(cluster, processes, new Target(Words.of("profiles.local"), null,
                    new Switchboard(settings, cluster::redis), new ClusterWorkers(processes),
                    new Chaos(cluster, processes), null));
            local = started;
        }
        return started.target();
    }

    /** How many worker processes started from here are alive, whatever is shown now. */
    long alive() {
        Local started = local;
        return started == null
                ? 0
                : started.target().workers().list().stream().filter(LocalWorker::isAlive).count();
    }

    /** Ends what this console may end: the workers, then the server. */
    synchronized void stop() {
        Local started = local;
        if (started == null) {
            return;
        }
        try {
            started.processes().stopAll(PATIENCE);
            started.processes().close();
            started.cluster().stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
