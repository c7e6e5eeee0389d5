package dev.holdfast.access;

import java.util.Locale;

/** What a role of the database may do with tasks. A role may have several of them. */
public enum Access {
    /** Sees all tasks, locks and workers, and why tasks wait. */
    OBSERVER,
    /** Submits tasks, and sees none. */
    SUBMITTER,
    /** Cancels tasks, holds and releases resources, ends sessions that hold some, and sees all. */
    OPERATOR,
    /** Runs tasks. */
    WORKER;

    /** The word of the database and the command line, such as {@code observer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Access of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
