package dev.holdfast.console.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers. Never an address or a password: those come with each start.
 *
 * @param intervalMillis the time from one reading of the database to the next
 * @param place          null before the first closing of the window
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsoleSettings(Theme theme, int intervalMillis, @Nullable WindowPlace place) {
    public static ConsoleSettings defaults() {
        return new ConsoleSettings(Theme.SYSTEM, 1_000, null);
    }

    public ConsoleSettings theme(Theme theme) {
        return new ConsoleSettings(theme, intervalMillis, place);
    }

    public ConsoleSettings intervalMillis(int intervalMillis) {
        return new ConsoleSettings(theme, intervalMillis, place);
    }

    public ConsoleSettings place(WindowPlace place) {
        return new ConsoleSettings(theme, intervalMillis, place);
    }
}
