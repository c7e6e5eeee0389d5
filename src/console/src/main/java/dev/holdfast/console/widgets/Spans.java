package dev.holdfast.console.widgets;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as people read them, short enough for a column. How moments are told belongs to the application thread. */
public final class Spans {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("MMM d, HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private static final String AT_GREENWICH = "Z";
    private static Times times = Times.LOCAL;

    private Spans() {}

    /** How moments are told from now on. */
    public static void tell(Times how) {
        times = how;
    }

    /** "0.4 s", "12 s", "3 min 05 s", "2 h 10 min", "3 d 4 h"; less than nothing is nothing. */
    public static String of(Duration span) {
        Duration positive = span.isNegative() ? Duration.ZERO : span;
        long seconds = positive.toSeconds();
        if (seconds < 10) {
            return say("span.tenths", seconds, Integer.toString(positive.toMillisPart() / 100));
        } else if (seconds < 60) {
            return Words.of("span.seconds", Long.toString(seconds));
        } else if (seconds < 3_600) {
            return say("span.minutes", seconds / 60, twoDigits(seconds % 60));
        } else if (seconds < 86_400) {
            return say("span.hours", seconds / 3_600, twoDigits(seconds / 60 % 60));
        }
        return say("span.days", seconds / 86_400, Long.toString(seconds / 3_600 % 24));
    }

    private static String say(String key, long whole, String part) {
        return Words.of(key, Long.toString(whole), part);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    /** The same, in milliseconds below a second. */
    public static String fine(Duration span) {
        return span.toSeconds() < 1 ? Words.of("span.millis", Long.toString(Math.max(0, span.toMillis()))) : of(span);
    }

    /** The time of day, with the date where it is not today's; or how long ago that was. */
    public static String clock(Instant time, Instant now) {
        if (times == Times.AGO) {
            return Words.of("span.ago", of(Duration.between(time, now)));
        }
        ZoneId zone = zone();
        var there = time.atZone(zone);
        return (there.toLocalDate().equals(now.atZone(zone).toLocalDate()) ? TODAY : OTHER_DAY).format(there)
                + mark();
    }

    /** Date and time to the millisecond. */
    public static String full(Instant time) {
        return FULL.format(time.atZone(zone())) + mark();
    }

    private static ZoneId zone() {
        return times == Times.UTC ? ZoneOffset.UTC : ZoneId.systemDefault();
    }

    private static String mark() {
        return times == Times.UTC ? AT_GREENWICH : "";
    }
}
