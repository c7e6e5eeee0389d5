package dev.holdfast.console.settings;

import dev.holdfast.console.live.View;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the window was when it last showed a server.
 *
 * @param interval from one reading of the database to the next, in milliseconds
 * @param place    null before the first closing of the window
 */
public record WindowState(Theme theme, int interval, @Nullable WindowPlace place, View view) {
    public static WindowState initial() {
        return new WindowState(Theme.SYSTEM, (int) Duration.ofSeconds(1).toMillis(), null, View.TASKS);
    }
}
