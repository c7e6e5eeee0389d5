package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/** There is no such task, resource or worker. */
public final class NotFound extends HoldfastException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    public NotFound(String message, @Nullable String hint) {
        this(message, hint, null);
    }
}
