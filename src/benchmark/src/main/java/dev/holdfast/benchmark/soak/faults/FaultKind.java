package dev.holdfast.benchmark.soak.faults;

/** What can go wrong, and how often it does compared to the others. */
public enum FaultKind {
    /** SIGKILL of a worker at any instant. */
    KILL(14),
    /** SIGKILL of a worker at a named instant of its talk with the server. */
    KILL_AT_MOMENT(10),
    /** SIGKILL of a worker that waits for a lock inside a claim, a finish or the admission. */
    KILL_IN_STATEMENT(3),
    /** SIGSTOP of a worker, and SIGCONT a while later. */
    FREEZE(10),
    /** SIGSTOP of a worker whose lock session is then ended, and SIGCONT a while later. */
    FREEZE_AND_LOSE(3),
    /** SIGTERM to a worker: it finishes its tasks, and another takes its place. */
    DRAIN(3),
    /** SIGKILL of a worker that a launcher started, which starts it again. */
    KILL_LAUNCHED(2),
    /** pg_terminate_backend of some of a worker's sessions. */
    TERMINATE(20),
    /** All connections of a worker ended by the network. */
    CUT(8),
    /** The same at a named instant. */
    CUT_AT_MOMENT(10),
    /** Nothing arrives for a while, then all does. */
    STALL(5),
    /** Packets vanish for longer than the server waits. */
    SILENT_CUT(1),
    /** The server's name cannot be resolved while its connections end. */
    NAME_LOST(1),
    /** PostgreSQL stopped fast, and started. */
    SERVER_FAST(2),
    /** PostgreSQL stopped immediately, and started. */
    SERVER_IMMEDIATE(2),
    /** SIGKILL of the postmaster, and a start. */
    SERVER_KILLED(2),
    /** SIGKILL of one server process: the server ends all sessions and recovers. */
    BACKEND_KILLED(2),
    /** Statements, locks or idle sessions time out soon, for a while. */
    TIME_OUTS(3),
    /** Nothing more can be written to the server's disk, for a while. */
    DISK_FULL(1),
    /** The functions are made anew and the tables locked, as a migration does. */
    MIGRATION(2);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
