package dev.holdfast.console.workers;

import dev.holdfast.cluster.processes.Usage;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.workers.LocalWorker.Stage;
import dev.holdfast.database.DatabaseError;
import java.util.List;

/** The worker processes of the local cluster. */
public final class ClusterWorkers implements LocalWorkers {
    private final WorkerProcesses processes;

    public ClusterWorkers(WorkerProcesses processes) {
        this.processes = processes;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<LocalWorker> list() {
        return processes.list().stream().map(ClusterWorkers::worker).toList();
    }

    @Override
    public void launch(int count, int slots, List<String> handlers) {
        processes.launch(count, slots, handlers);
    }

    @Override
    public void stop(LocalWorker worker) {
        processes.stop(worker.name());
    }

    @Override
    public void kill(LocalWorker worker) {
        processes.kill(worker.name());
    }

    @Override
    public void replace(LocalWorker worker) {
        try {
            if (!processes.replace(worker.name())) {
                throw new DatabaseError(worker.name() + " did not come online again", "Its log says why.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String threads(LocalWorker worker) {
        return processes.threads(worker.name());
    }

    @Override
    public String log(LocalWorker worker, int lines) {
        return String.join("\n", processes.lastLines(worker.name(), lines));
    }

    private static LocalWorker worker(WorkerProcess process) {
        Stage stage = switch (process.state()) {
            case STARTING -> Stage.STARTING;
            case ONLINE -> Stage.RUNNING;
            case DRAINING -> Stage.STOPPING;
            case STOPPED -> Stage.ENDED;
            case CRASHED -> Stage.CRASHED;
        };
        Usage usage = process.usage();
        return new LocalWorker(process.name(), process.pid(), stage, process.exitCode(), process.restarts(),
                usage == null ? null : usage.percent(), usage == null ? null : usage.memory());
    }
}
