package dev.holdfast.cluster.chaos;

/** What can be done to a local cluster. */
public enum Fault {
    /** SIGKILL of a worker. Whoever launched it starts it again. */
    KILL,
    /** SIGSTOP of a worker, and SIGCONT after {@link Chaos#FROZEN}. */
    FREEZE,
    /** The end of a worker's lock session, by the server. */
    CUT,
    /** PostgreSQL stopped fast, and started. */
    RESTART
}
