package dev.holdfast.schedules;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.holdfast.database.InvalidInput;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Objects;

/**
 * The times of a cron expression in a time zone. The library finds the next time on a calendar without a zone; what that
 * means on days with 23 or 25 hours is decided here, as cron on Linux does:
 *
 * <ul>
 * <li>An expression whose minute or hour begins with {@code *} goes on at its pace: not in the hour that is left out, and
 * in both of the hour that comes twice.
 * <li>Any other names times of day: one that is left out comes at the moment when the clock is put forward, one that comes
 * twice counts once, the first time.
 * </ul>
 *
 * Immutable.
 */
final class CronTimes implements Timing {
    private static final Map<String, String> NAMED = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *", "@midnight",
            "0 0 * * *", "@weekly", "0 0 * * 0", "@monthly", "0 0 1 * *", "@yearly", "0 0 1 1 *", "@annually",
            "0 0 1 1 *");

    private final String expression;
    private final ZoneRules rules;
    private final ExecutionTime calendar;
    private final boolean atPace;

    private CronTimes(String expression, ZoneRules rules, ExecutionTime calendar, boolean atPace) {
        this.expression = expression;
        this.rules = rules;
        this.calendar = calendar;
        this.atPace = atPace;
    }

    /**
     * Reads five fields (minute, hour, day of month, month, day of week), or one of {@code @hourly}, {@code @daily},
     * {@code @midnight}, {@code @weekly}, {@code @monthly}, {@code @yearly}, {@code @annually}.
     *
     * @throws InvalidInput where it is none, or never comes
     */
    static CronTimes parse(String expression, ZoneId zone) {
        String text = expression.strip();
        String fields = NAMED.getOrDefault(text, text);
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            var times = new CronTimes(text, zone.getRules(), ExecutionTime.forCron(parser.parse(fields).validate()),
                    fields.startsWith("*") || fields.split("\\s+", 3)[1].startsWith("*"));
            times.onCalendar(LocalDateTime.of(2000, 1, 1, 0, 0));
            return times;
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("the cron expression \"%s\" is wrong: %s".formatted(text, reason(e)),
                    "Minute, hour, day of month, month, day of week: 30 2 * * MON-FRI, or @daily.", e);
        }
    }

    private static String reason(IllegalArgumentException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    @Override
    public Instant after(Instant time) {
        return atPace ? atPace(time) : atTimesOfDay(time);
    }

    private Instant atPace(Instant time) {
        Instant spell = time;
        ZoneOffset offset = rules.getOffset(time);
        LocalDateTime from = LocalDateTime.ofInstant(time, offset);
        while (true) {
            Instant next = onCalendar(from).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(spell);
            if (change == null || next.isBefore(change.getInstant())) {
                return next;
            }
            spell = change.getInstant();
            offset = change.getOffsetAfter();
            from = change.getDateTimeAfter().minusNanos(1);
        }
    }

    private Instant atTimesOfDay(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, rules.getOffset(time));
        Instant next;
        do {
            local = onCalendar(local);
            ZoneOffsetTransition change = rules.getTransition(local);
            next = change != null && change.isGap() ? change.getInstant() : local.toInstant(firstOffset(local));
        } while (!next.isAfter(time));
        return next;
    }

    private ZoneOffset firstOffset(LocalDateTime local) {
        return rules.getValidOffsets(local).getFirst();
    }

    private LocalDateTime onCalendar(LocalDateTime after) {
        return calendar.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .orElseThrow(() -> new InvalidInput("the cron expression \"%s\" never comes".formatted(expression),
                        "Look at its day and month."));
    }
}
