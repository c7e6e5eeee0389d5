package dev.holdfast.console.workers;

import org.jspecify.annotations.Nullable;

/**
 * A worker process on this machine, as the one who started it sees it.
 *
 * @param pid      the process id
 * @param exitCode null while it runs, or where it is not known
 */
public record LocalWorker(String name, long pid, Stage stage, @Nullable Integer exitCode) {
    /** From start to end. */
    public enum Stage {
        STARTING, RUNNING, STOPPING, ENDED
    }

    public boolean isAlive() {
        return stage != Stage.ENDED;
    }
}
