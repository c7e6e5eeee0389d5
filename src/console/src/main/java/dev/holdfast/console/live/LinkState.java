package dev.holdfast.console.live;

import org.jspecify.annotations.Nullable;

/** Whether the database answers. */
public sealed interface LinkState {
    /** No answer yet. */
    record Connecting() implements LinkState {}

    /** There is no database: what is shown was recorded. */
    record Replay(String file) implements LinkState {}

    /** The last question was answered. */
    record Up() implements LinkState {}

    /**
     * The last question was not answered.
     *
     * @param tries how many times in a row
     */
    record Lost(String reason, @Nullable String hint, int tries) implements LinkState {}
}
