package dev.holdfast.tasks;

import java.util.Locale;

/** The states of a task as they are stored. What is derived from them, such as ready or lost, is a {@link Phase}. */
public enum TaskState {
    WAITING, RUNNING, CANCELING, COMPLETED, FAILED, CANCELED, SKIPPED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** True for the states that a task never leaves. */
    public boolean isFinal() {
        return switch (this) {
            case WAITING, RUNNING, CANCELING -> false;
            case COMPLETED, FAILED, CANCELED, SKIPPED -> true;
        };
    }

    /** The word of the database, the command line and JSON, such as {@code waiting}. */
    public String word() {
        return word;
    }

    public static TaskState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
