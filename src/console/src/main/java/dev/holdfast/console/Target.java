package dev.holdfast.console;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.console.workers.LocalWorkers;
import dev.holdfast.database.ConnectionSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the console shows, and what of it runs on this machine.
 *
 * @param chaos null where the cluster does not run on this machine
 * @param stop ends what this console may end: the workers, then the server; what it does not end goes on without it
 */
record Target(Switchboard switchboard, LocalWorkers workers, @Nullable Chaos chaos, Runnable stop) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The database of that address, else the local cluster of this user, which is started if need be. */
    static Target of(@Nullable String address, Map<String, String> environment) {
        if (address != null) {
            return new Target(Switchboard.of(ConnectionSettings.parseArgument(address, environment)),
                    LocalWorkers.none(), null, () -> {});
        }
        String named = environment.get("HOLDFAST_URL");
        if (named != null && !named.isEmpty()) {
            return new Target(Switchboard.of(ConnectionSettings.parse(named, environment)), LocalWorkers.none(),
                    null, () -> {});
        }
        return local(LocalCluster.ofUser(environment));
    }

    ConnectionSettings settings() {
        return switchboard.database();
    }

    private static Target local(LocalCluster cluster) {
        ConnectionSettings settings = cluster.startOrJoin(0);
        var processes = WorkerProcesses.in(cluster.home(), settings);
        processes.train();
        return new Target(new Switchboard(settings, cluster::redis), new ClusterWorkers(processes),
                new Chaos(cluster, processes), () -> stop(cluster, processes));
    }

    private static void stop(LocalCluster cluster, WorkerProcesses processes) {
        try {
            processes.stopAll(PATIENCE);
            processes.close();
            cluster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
