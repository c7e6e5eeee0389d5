package dev.holdfast.tasks;

import java.util.Locale;

/**
 * What people want to know of a task: its state, with waiting told apart into scheduled, submitted, blocked, held and ready, and
 * running into running and lost.
 */
public enum Phase {
    /** Waiting for its time: it is not due yet, or is to try again later. */
    SCHEDULED,
    /** Waiting, and not admitted yet: it has no place in line. Others may have to end before it gets one. */
    SUBMITTED,
    /** Waiting, with an earlier task in its way. */
    BLOCKED,
    /** Waiting and first in line, but a session that runs no task holds one of its resources. */
    HELD,
    /** Waiting and first in line everywhere: it lacks only a free worker. */
    READY,
    RUNNING,
    /** Running or canceling by its state, but nobody holds its lock. */
    LOST,
    CANCELING, COMPLETED, FAILED, CANCELED, SKIPPED;

    /** The word of the database, the command line and JSON, such as {@code blocked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Phase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
