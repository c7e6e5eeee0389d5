package dev.holdfast.schedules;

import java.util.Locale;

/** What becomes of the firings whose time went by more than a minute ago, since no worker was there. */
public enum Missed {
    /** Nothing. */
    SKIP,
    /** The schedule fires once for all of them. */
    ONCE,
    /** The schedule fires for each of them, the first 100 at most. */
    ALL;

    /** As the database has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Missed of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
