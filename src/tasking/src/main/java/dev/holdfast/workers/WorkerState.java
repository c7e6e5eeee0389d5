package dev.holdfast.workers;

import java.util.Locale;

/** The states of a worker. */
public enum WorkerState {
    ONLINE,
    /** Takes no new task, finishes those running. */
    DRAINING, STOPPED,
    /** Its lock session ended without a word; its tasks were settled by another worker. */
    LOST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WorkerState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
