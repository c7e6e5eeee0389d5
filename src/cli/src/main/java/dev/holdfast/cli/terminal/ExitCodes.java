package dev.holdfast.cli.terminal;

import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NoConnection;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Refused;

/** What the process's exit code says. Documented in the help of {@code holdfast}; scripts rely on them. */
public final class ExitCodes {
    public static final int DONE = 0;
    /** A task that was waited for did not complete. */
    public static final int TASK_FAILED = 1;
    public static final int WRONG_USAGE = 2;
    public static final int NO_CONNECTION = 3;
    public static final int NOT_FOUND = 4;
    /** The database, or the state of things, does not allow it. */
    public static final int REFUSED = 5;
    /** Ended by Ctrl-C, as shells count it: 128 and the signal's number. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    public static int of(HoldfastException failure) {
        return switch (failure) {
            case InvalidInput _ -> WRONG_USAGE;
            case NoConnection _ -> NO_CONNECTION;
            case NotFound _ -> NOT_FOUND;
            case Refused _,DatabaseError _ -> REFUSED;
        };
    }
}
