package dev.holdfast.console.workers;

import org.jspecify.annotations.Nullable;

/**
 * A worker process on this machine, as the one who started it sees it.
 *
 * @param pid      the process id
 * @param exitCode of the latest that ended under its name; null where none has, or it is not known
 * @param restarts how often it was started again after it had ended by itself
 * @param percent  of one processor that it uses; null while that is not known
 * @param memory   bytes that it has in memory; null where that is not known
 */
public record LocalWorker(String name, long pid, Stage stage, @Nullable Integer exitCode, int restarts,
        @Nullable Integer percent, @Nullable Long memory) {
    /** From start to end. */
    public enum Stage {
        STARTING, RUNNING, STOPPING,
        /** Ended because it was asked to. */
        ENDED,
        /** Ended by itself. */
        CRASHED
    }

    public boolean isAlive() {
        return stage != Stage.ENDED && stage != Stage.CRASHED;
    }
}
