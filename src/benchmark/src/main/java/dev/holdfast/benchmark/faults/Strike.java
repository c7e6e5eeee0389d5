package dev.holdfast.benchmark.faults;

/** What is done to each program. */
public enum Strike {
    /** SIGKILL of the worker that runs the job. */
    KILLED("worker killed"),
    /** SIGSTOP, and SIGCONT when the time is over. */
    FROZEN("worker frozen, then thawed"),
    /** Its packets vanish, and nobody is told; needs root on Linux. */
    CUT_OFF("worker cut off silently"),
    /** PostgreSQL is stopped fast while jobs run, and started three seconds later. */
    RESTARTED("PostgreSQL restarted");

    private final String label;

    Strike(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
