package dev.holdfast.console.profiles;

import dev.holdfast.console.live.Reachability.Found;
import org.jspecify.annotations.Nullable;

/** What came of trying an address. */
sealed interface Tested {
    record NotYet() implements Tested {}

    /** No answer yet. */
    record Asking() implements Tested {}

    record Reached(Found found) implements Tested {}

    /** @param hint what to do about it */
    record Failed(String reason, @Nullable String hint) implements Tested {}
}
