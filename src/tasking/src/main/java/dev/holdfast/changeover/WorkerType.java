package dev.holdfast.changeover;

import dev.holdfast.database.InvalidInput;
import java.util.Locale;

/** How tasks get to workers. */
public enum WorkerType {
    /** Workers take tasks from the table themselves, and hold advisory locks while these run. */
    ADVISORY,
    /** One resource manager hands tasks to workers through lists in Redis. Deprecated. */
    MANAGER;

    /** As it stands in the database and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidInput when there is none of that name */
    public static WorkerType of(String word) {
        for (WorkerType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new InvalidInput("there is no worker type " + word, "Say advisory or manager.");
    }

    public WorkerType other() {
        return this == ADVISORY ? MANAGER : ADVISORY;
    }
}
