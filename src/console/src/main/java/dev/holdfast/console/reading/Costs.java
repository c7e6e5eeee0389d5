package dev.holdfast.console.reading;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * What the latest readings of one kind took the server. Where a reading costs much it is done less often, so that watching takes
 * no more than its part of the time. Not thread-safe.
 */
public final class Costs {
    private static final int LATEST = 5;

    private final Deque<Duration> latest = new ArrayDeque<>();

    public void add(Duration took) {
        latest.addLast(took);
        if (latest.size() > LATEST) {
            latest.removeFirst();
        }
    }

    /**
     * The least of the latest: one that a busy machine held up says nothing of the server. Nothing is known from a single one: the
     * first finds all caches cold.
     */
    public Duration least() {
        return latest.size() < 2 ? Duration.ZERO : latest.stream().min(Comparator.naturalOrder()).orElseThrow();
    }
}
