package dev.holdfast.schedules;

import dev.holdfast.database.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a schedule is to do now.
 *
 * @param times for which it fires
 * @param next  when it fires next
 */
record Firing(List<Instant> times, Instant next) {
    /** A time that is not longer past is not missed, only late. */
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final int MOST = 100;

    /** @throws InvalidInput when its times cannot be computed */
    static Firing of(Schedule schedule, Instant now) {
        Timing timing = schedule.timing();
        Instant first = schedule.next() == null ? timing.after(schedule.since()) : schedule.next();
        if (first.isAfter(now)) {
            return new Firing(List.of(), first);
        }
        return new Firing(times(schedule.missed(), timing, first, now), timing.after(now));
    }

    private static List<Instant> times(Missed missed, Timing timing, Instant first, Instant now) {
        Instant late = now.minus(LATE);
        return switch (missed) {
            case ONCE -> List.of(first);
            case ALL -> Stream.iterate(first, time -> !time.isAfter(now), timing::after).limit(MOST).toList();
            case SKIP -> Stream.of(first.isBefore(late) ? timing.after(late) : first)
                    .filter(time -> !time.isAfter(now))
                    .toList();
        };
    }
}
