package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/** PostgreSQL refused a statement for a reason that Holdfast does not foresee. */
public final class DatabaseError extends HoldfastException {
    private static final long serialVersionUID = 1L;

    public DatabaseError(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    public DatabaseError(String message, @Nullable String hint) {
        this(message, hint, null);
    }
}
