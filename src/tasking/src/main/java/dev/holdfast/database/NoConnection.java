package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be reached, or the connection broke. */
public final class NoConnection extends HoldfastException {
    private static final long serialVersionUID = 1L;

    public NoConnection(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    public NoConnection(String message, @Nullable String hint) {
        this(message, hint, null);
    }
}
