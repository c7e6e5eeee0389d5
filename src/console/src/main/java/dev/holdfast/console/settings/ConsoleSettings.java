package dev.holdfast.console.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers. Never an address or a password: those come with each start.
 *
 * @param intervalMillis the time from one reading of the database to the next
 * @param place          null before the first closing of the window
 * @param filters        of the tasks, those that were saved
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsoleSettings(Theme theme, int intervalMillis, @Nullable WindowPlace place,
        List<String> filters) {
    private static final Theme THEME = Theme.SYSTEM;
    private static final int INTERVAL_MILLIS = 1_000;

    public ConsoleSettings {
        filters = List.copyOf(filters);
    }

    public static ConsoleSettings defaults() {
        return new ConsoleSettings(THEME, INTERVAL_MILLIS, null, List.of());
    }

    /** From a file, which may lack what was not there when it was written. */
    @JsonCreator
    static ConsoleSettings read(@JsonProperty("theme") @Nullable Theme theme,
            @JsonProperty("intervalMillis") @Nullable Integer intervalMillis,
            @JsonProperty("place") @Nullable WindowPlace place,
            @JsonProperty("filters") @Nullable List<String> filters) {
        return new ConsoleSettings(theme == null ? THEME : theme,
                intervalMillis == null ? INTERVAL_MILLIS : intervalMillis, place,
                filters == null ? List.of() : filters);
    }
}
