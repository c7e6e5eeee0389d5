package dev.holdfast.console.profiles;

import java.util.Locale;

/** What a server is for. */
public enum Environment {
    DEVELOPMENT, TEST,
    /** Where what is done cannot be taken back lightly: it is asked about more. */
    PRODUCTION;

    /** In style sheets and as a part of keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
