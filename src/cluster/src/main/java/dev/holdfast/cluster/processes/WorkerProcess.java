package dev.holdfast.cluster.processes;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker process on this machine at one moment.
 *
 * @param started  when the operating system started the process; with the pid it tells the process from a later one
 * @param exitCode of the latest that ended; null where none has, and for one that another program had started
 * @param restarts how often it was started again after it had ended by itself
 * @param usage    null while it is not known
 */
public record WorkerProcess(String name, long pid, Instant started, int slots, List<String> handlers,
        State state, @Nullable Integer exitCode, int restarts, @Nullable Usage usage, Path log) {
    /** From start to end. */
    public enum State {
        STARTING, ONLINE,
        /** Asked to finish its tasks and end. */
        DRAINING,
        /** Ended because it was asked to. */
        STOPPED,
        /** Ended by itself. */
        CRASHED
    }

    public boolean isAlive() {
        return state == State.STARTING || state == State.ONLINE || state == State.DRAINING;
    }
}
