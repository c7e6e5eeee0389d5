package dev.holdfast.resources;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a task had a resource.
 *
 * @param ready when nothing but a worker was missing any more
 * @param ended null while it runs
 */
public record Hold(long taskId, String task, boolean exclusive, @Nullable String worker, Instant ready,
        Instant started, @Nullable Instant ended) {
    /** The end, or this time while there is none. */
    public Instant until(Instant now) {
        return ended == null ? now : ended;
    }
}
