package dev.holdfast.console.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.console.links.View;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the window was when it last showed a server.
 *
 * @param interval from one reading of the database to the next, in milliseconds
 * @param place    null before the first closing of the window
 */
public record WindowState(Theme theme, int interval, @Nullable WindowPlace place, View view, Layout layout) {
    public static WindowState initial() {
        return new WindowState(Theme.SYSTEM, (int) Duration.ofSeconds(1).toMillis(), null, View.TASKS,
                Layout.initial());
    }

    /** From a file, which may lack what was not there when it was written. */
    @JsonCreator
    static WindowState read(@JsonProperty("theme") Theme theme, @JsonProperty("interval") int interval,
            @JsonProperty("place") @Nullable WindowPlace place, @JsonProperty("view") View view,
            @JsonProperty("layout") @Nullable Layout layout) {
        return new WindowState(theme, interval, place, view, layout == null ? Layout.initial() : layout);
    }
}
