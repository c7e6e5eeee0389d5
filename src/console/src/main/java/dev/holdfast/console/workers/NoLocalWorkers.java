package dev.holdfast.console.workers;

import java.util.List;

/** No worker can be started from here. */
final class NoLocalWorkers implements LocalWorkers {
    @Override
    public boolean isAvailable() {
        return false;
    }

    @Override
    public List<LocalWorker> list() {
        return List.of();
    }

    @Override
    public void launch(int count, int slots, List<String> handlers) {
        throw new IllegalStateException("workers of this cluster are not started from here");
    }

    @Override
    public void stop(LocalWorker worker) {
        throw new IllegalStateException("the worker " + worker.name() + " was not started from here");
    }

    @Override
    public void kill(LocalWorker worker) {
        throw new IllegalStateException("the worker " + worker.name() + " was not started from here");
    }

    @Override
    public void replace(LocalWorker worker) {
        throw new IllegalStateException("the worker " + worker.name() + " was not started from here");
    }

    @Override
    public String threads(LocalWorker worker) {
        throw new IllegalStateException("the worker " + worker.name() + " was not started from here");
    }

    @Override
    public String log(LocalWorker worker, int lines) {
        return "";
    }
}
