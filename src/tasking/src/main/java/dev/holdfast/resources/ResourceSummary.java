package dev.holdfast.resources;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is in use or waited for.
 *
 * @param holders     the tasks that run with it, or the people and other sessions that hold its lock
 * @param queued      how many unfinished tasks that are not running need it, counted up to 1,000
 * @param oldestSince since when the first of them waits
 * @param next        the first of them in order, three at most
 */
public record ResourceSummary(int id, String name, List<Holder> holders, int queued, @Nullable Instant oldestSince,
        List<Long> next) {
    public ResourceSummary {
        holders = List.copyOf(holders);
        next = List.copyOf(next);
    }

    /** One that nobody holds or waits for. */
    public static ResourceSummary free(String name) {
        return new ResourceSummary(0, name, List.of(), 0, null, List.of());
    }
}
