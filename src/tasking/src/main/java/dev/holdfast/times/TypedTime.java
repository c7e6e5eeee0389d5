package dev.holdfast.times;

import dev.holdfast.database.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and spans of time as people type them. */
public final class TypedTime {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(ms|s|min|h|d)");
    private static final String SPAN_RULE = "Write a span of time such as 500 ms, 10 s, 5 min, 2 h or 1 d.";
    private static final String TIME_RULE = "Write a time such as 22:30, 2030-12-31T22:30, 2030-12-31T22:30:00Z, or a span from "
            + "now such as 5 min.";

    private TypedTime() {}

    /**
     * Such as {@code 10 s}.
     *
     * @throws InvalidInput where it is none
     */
    public static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidInput("'%s' is no span of time".formatted(text), SPAN_RULE);
        }
        double nanos = Double.parseDouble(matcher.group(1)) * switch (matcher.group(2)) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "min" -> 60e9;
            case "h" -> 3600e9;
            default -> 86_400e9;
        };
        return Duration.ofNanos((long) nanos);
    }

    /**
     * A time of day is the next one in the zone of this machine.
     *
     * @throws InvalidInput where it is none
     */
    public static Instant time(String typed, Instant now) {
        String text = typed.strip();
        if (SPAN.matcher(text).matches()) {
            return now.plus(span(text));
        }
        ZoneId here = ZoneId.systemDefault();
        try {
            if (text.matches("\\d\\d?:\\d\\d(:\\d\\d)?")) {
                LocalTime time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
                LocalDateTime today = now.atZone(here).toLocalDate().atTime(time);
                return (today.atZone(here).toInstant().isAfter(now) ? today : today.plusDays(1)).atZone(here)
                        .toInstant();
            }
            String joined = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
            return joined.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(joined).toInstant()
                    : LocalDateTime.parse(joined).atZone(here).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInput("'%s' is no time".formatted(text), TIME_RULE, e);
        }
    }
}
