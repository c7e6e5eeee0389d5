package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/**
 * What Holdfast tells its callers has gone wrong. Each kind has a message that names the offending value, and most a
 * hint that says what to do.
 */
public abstract sealed class HoldfastException extends RuntimeException
        permits InvalidInput, NoConnection, NotFound, Refused, DatabaseError {
    private static final long serialVersionUID = 1L;
    private final @Nullable String hint;

    HoldfastException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do about it, or null where nothing useful is known. */
    public @Nullable String hint() {
        return hint;
    }
}
