package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/** What was handed in breaks a rule; nothing was written. */
public final class InvalidInput extends HoldfastException {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    public InvalidInput(String message, @Nullable String hint) {
        this(message, hint, null);
    }
}
