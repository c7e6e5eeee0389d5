package dev.holdfast.locks;

import java.util.Locale;

/** What a lock is on. */
public enum LockKind {
    RESOURCE, TASK, WORKER,
    /** An advisory lock of another program, on a key that is none of Holdfast's. */
    FOREIGN,
    /** Not an advisory lock: a relation, a transaction, a tuple. */
    OTHER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LockKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
