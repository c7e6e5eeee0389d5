package dev.holdfast.worker;

/** How a worker process ends. */
public final class ExitCode {
    /** Drained: every task it had taken has finished. */
    public static final int DONE = 0;
    /** Told to stop at once: tasks were interrupted. */
    public static final int STOPPED = 1;
    /** Wrong usage. */
    public static final int USAGE = 2;
    /** The database could not be reached at the start. */
    public static final int NO_CONNECTION = 3;
    /** The database is not one to work on: a newer schema, a pooler in between, missing rights. */
    public static final int REFUSED = 5;
    /** A handler ignored its interruption; whoever launched the worker should start it again. */
    public static final int HANDLER_IGNORED_STOP = 70;

    private ExitCode() {}
}
