package dev.holdfast.console.workers;

import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.workers.LocalWorker.Stage;
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
    public void launch(int count, int slots) {
        processes.launch(count, slots);
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
    public String log(LocalWorker worker, int lines) {
        return String.join("\n", processes.lastLines(worker.name(), lines));
    }

    private static LocalWorker worker(WorkerProcess process) {
        Stage stage = switch (process.state()) {
            case STARTING -> Stage.STARTING;
            case ONLINE -> Stage.RUNNING;
            case DRAINING -> Stage.STOPPING;
            case STOPPED, CRASHED -> Stage.ENDED;
        };
        return new LocalWorker(process.name(), process.pid(), stage, process.exitCode());
    }
}
