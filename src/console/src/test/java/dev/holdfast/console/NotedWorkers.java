package dev.holdfast.console;

import dev.holdfast.console.workers.LocalWorker;
import dev.holdfast.console.workers.LocalWorker.Stage;
import dev.holdfast.console.workers.LocalWorkers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Worker processes that are only noted down. */
final class NotedWorkers implements LocalWorkers {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<LocalWorker> running = new CopyOnWriteArrayList<>();

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<LocalWorker> list() {
        return List.copyOf(running);
    }

    @Override
    public void launch(int count, int slots, List<String> handlers) {
        calls.add("launch " + count + " with " + slots + " for " + handlers);
        for (int i = 1; i <= count; i++) {
            running.add(new LocalWorker("local-" + i, 90_000 + i, Stage.STARTING, null, 0, null, null));
        }
    }

    @Override
    public void stop(LocalWorker worker) {
        calls.add("stop " + worker.name());
        running.remove(worker);
    }

    @Override
    public void kill(LocalWorker worker) {
        calls.add("kill " + worker.name());
        running.remove(worker);
    }

    @Override
    public void replace(LocalWorker worker) {
        calls.add("replace " + worker.name());
    }

    @Override
    public String threads(LocalWorker worker) {
        return "the threads of " + worker.name();
    }

    @Override
    public String log(LocalWorker worker, int lines) {
        return "the log of " + worker.name() + "\n";
    }
}
