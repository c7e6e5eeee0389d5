package dev.holdfast.overview;

/**
 * What must never last: a reading sees the tables and the locks a moment apart, so only what two readings in a row say is
 * a breach.
 */
public sealed interface Suspicion {
    String resource();

    /** Two workers run tasks that conflict. */
    record Overlap(String resource, long task, String worker, long other, String otherWorker) implements Suspicion {}

    /**
     * A living worker runs a task without the lock of a resource that the task needs.
     *
     * @param session the worker's lock session, as the server's process id
     */
    record Unlocked(String resource, long task, String worker, int session) implements Suspicion {}
}
