package dev.holdfast.console.workers;

import dev.holdfast.database.HoldfastException;
import java.util.List;

/** Starts, watches and ends worker processes on this machine. Thread-safe. */
public interface LocalWorkers {
    /** Whether workers can be started here at all. */
    boolean isAvailable();

    /** Those started here, ended ones too; from memory, so cheap enough for the application thread. */
    List<LocalWorker> list();

    /** Starts so many processes; returns before they are online. */
    void launch(int count, int slots, List<String> handlers);

    /** Asks a worker to finish its tasks and end. */
    void stop(LocalWorker worker);

    /** Ends a worker at once; its tasks are settled by the others. */
    void kill(LocalWorker worker);

    /**
     * Lets a worker finish its tasks and end, however long that takes, and starts another like it. Returns when that one is
     * online.
     *
     * @throws HoldfastException when it does not come online
     */
    void replace(LocalWorker worker);

    /**
     * What its threads do at this moment; may take seconds.
     *
     * @throws HoldfastException when it does not tell
     */
    String threads(LocalWorker worker);

    /** The end of what it wrote, at most so many lines. */
    String log(LocalWorker worker, int lines);

    /** For a database whose workers run elsewhere. */
    static LocalWorkers none() {
        return new NoLocalWorkers();
    }
}
