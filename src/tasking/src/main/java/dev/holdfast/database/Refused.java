package dev.holdfast.database;

import org.jspecify.annotations.Nullable;

/** The database is not one that Holdfast can work on as it is: a newer schema, missing rights, a pooler in between. */
public final class Refused extends HoldfastException {
    private static final long serialVersionUID = 1L;

    public Refused(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    public Refused(String message, @Nullable String hint) {
        this(message, hint, null);
    }
}
