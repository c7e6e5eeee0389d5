package dev.holdfast.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people read them; programs get ISO-8601 by {@link Output}. */
public final class Times {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** Such as {@code 0.4 s}, {@code 42 s}, {@code 3 min}, {@code 2 h}, {@code 5 d}; never negative. */
    public static String span(Duration span) {
        Duration shown = span.isNegative() ? Duration.ZERO : span;
        long seconds = shown.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", shown.toMillis() / 1000.0);
        } else if (seconds < 120) {
            return seconds + " s";
        } else if (seconds < 7200) {
            return shown.toMinutes() + " min";
        }
        return shown.toHours() < 48 ? shown.toHours() + " h" : shown.toDays() + " d";
    }

    /** From one time to another, or to now while there is no other; nothing without a beginning. */
    public static String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null ? "" : span(Duration.between(from, to == null ? Instant.now() : to));
    }

    public static String ago(@Nullable Instant time) {
        return between(time, null);
    }

    /** Date and time of day in the zone of this machine. */
    public static String local(Instant time) {
        return LOCAL.format(time.atZone(ZoneId.systemDefault()));
    }
}
