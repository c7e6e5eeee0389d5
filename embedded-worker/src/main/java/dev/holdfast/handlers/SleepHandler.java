package dev.holdfast.handlers;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does nothing for a while: {@code {"seconds": 1.5}}, a number from 0 to 86400, 1 if left out. */
public final class SleepHandler implements Handler {

    private static final double LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public @Nullable String run(TaskContext task) throws HandlerFailure, InterruptedException {
        double seconds = Payload.parse(task.payload(), Set.of("seconds")).number("seconds", 1, 0, LONGEST_SECONDS);
        long total = (long) (seconds * 1e9);
        long start = System.nanoTime();
        for (long slept = 0; slept < total; slept = System.nanoTime() - start) {
            if (slept > 0) {
                task.progress((double) slept / total, "%.0f of %.0f s".formatted(slept / 1e9, seconds));
            }
            Thread.sleep(Duration.ofNanos(Math.min(total - slept, REPORT_INTERVAL.toNanos())));
        }
        return null;
    }
}
