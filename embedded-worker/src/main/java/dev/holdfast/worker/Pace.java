package dev.holdfast.worker;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many tasks a worker takes beyond its free slots: as many as keep its slots busy for a moment, judged by how long
 * the latest ones took; none where a task outlasts that moment. Noting is safe from any thread, the rest is for one.
 */
final class Pace {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final int MOST = 5000;
    /** Fifty of them fit into a moment, as {@code holdfast.claim} has it too. */
    private static final double QUICK = MOMENT.toNanos() / 50.0;

    private final int slots;
    private final LongAdder nanos = new LongAdder();
    private final LongAdder count = new LongAdder();
    private double mean = Double.POSITIVE_INFINITY;
    private int extra;

    Pace(int slots) {
        this.slots = slots;
    }

    /** Whether the latest tasks took so little that to start a thread for each would take longer. */
    boolean isQuick() {
        return mean < QUICK;
    }

    void note(long durationNanos) {
        nanos.add(durationNanos);
        count.increment();
    }

    /** Grows step by step and falls at once, so that one slow task among quick ones ends the haste. */
    int extra() {
        long n = count.sumThenReset();
        if (n > 0) {
            double latest = (double) nanos.sumThenReset() / n;
            mean = Double.isInfinite(mean) || latest > mean ? latest : (mean + latest) / 2;
        }
        double wanted = slots * MOMENT.toNanos() / Math.max(mean, 1);
        extra = wanted < 2 * slots ? 0 : (int) Math.min(Math.min(wanted, MOST), 4.0 * extra + 16);
        return extra;
    }
}
