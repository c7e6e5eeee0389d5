package dev.holdfast.schedules;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskRequest;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A schedule to be added. Immutable.
 *
 * <pre>{@code
 * ScheduleRequest.cron("nightly", "30 2 * * *", ZoneId.of("Europe/Berlin"), TaskRequest.of("repack").exclusive("repo/A"))
 * }</pre>
 *
 * @param name    unique among the schedules
 * @param task    what is submitted each time; without due time, expiry, prerequisites and parent
 * @param cron    a cron expression; null where it fires every so often
 * @param zone    where the times of the cron expression are meant
 * @param every   from when it is added on; null where there is a cron expression
 * @param missed  what becomes of firings while no worker was there
 * @param overlap whether it fires while the task of its latest firing is unfinished
 */
public record ScheduleRequest(String name, TaskRequest task, @Nullable String cron, ZoneId zone,
        @Nullable Duration every, Missed missed, boolean overlap) {
    /**
     * A schedule with cron's five fields, or {@code @daily} and the like. Its firings do not overlap, and it makes up once
     * for those it missed.
     *
     * @throws InvalidInput when the expression is none
     */
    public static ScheduleRequest cron(String name, String expression, ZoneId zone, TaskRequest task) {
        return new ScheduleRequest(name, task, expression, zone, null, Missed.ONCE, false);
    }

    /** The same with a span between the firings, of a second at least; the first comes when it has gone by once. */
    public static ScheduleRequest every(String name, Duration span, TaskRequest task) {
        return new ScheduleRequest(name, task, null, ZoneId.of("UTC"), span, Missed.ONCE, false);
    }

    public ScheduleRequest {
        if (cron != null) {
            CronTimes.parse(cron, zone);
        }
    }

    public ScheduleRequest missed(Missed what) {
        return new ScheduleRequest(name, task, cron, zone, every, what, overlap);
    }

    /** It fires whether or not the task of its latest firing has ended. */
    public ScheduleRequest overlapping() {
        return new ScheduleRequest(name, task, cron, zone, every, missed, true);
    }
}
