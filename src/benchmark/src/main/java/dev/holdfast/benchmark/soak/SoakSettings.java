package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.figures.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to soak.
 *
 * @param time      how long to strike in all
 * @param round     how long to strike before all must be over, and is judged
 * @param meanPause between two faults
 * @param workers   how many worker processes live at once
 * @param evidence  where a directory with all that happened is made
 * @param keep      whether it is kept even when no promise was broken
 * @param goOn      whether it goes on when a promise was broken
 * @param programs  where PostgreSQL's programs are unpacked and kept; null to unpack them anew
 */
public record SoakSettings(Duration time, Duration round, Duration meanPause, long seed, int workers, Path evidence,
        boolean keep, boolean goOn, @Nullable Path programs) {
    private static final Duration ROUND = Duration.ofSeconds(90);
    private static final Duration MEAN_PAUSE = Duration.ofMillis(500);

    public SoakSettings {
        Measurement.requirePositive("--workers", workers);
        Measurement.requirePositive("--minutes", (int) Math.min(Integer.MAX_VALUE, time.toMillis()));
    }

    /** With the usual rounds and pauses. */
    public static SoakSettings of(Duration time, long seed, int workers, Path evidence, boolean keep) {
        return new SoakSettings(time, time.compareTo(ROUND) < 0 ? time : ROUND, MEAN_PAUSE, seed, workers, evidence,
                keep, false,
                null);
    }

    /** The same with programs of the server that are kept. */
    public SoakSettings programs(Path directory) {
        return new SoakSettings(time, round, meanPause, seed, workers, evidence, keep, goOn, directory);
    }

    /** The same without an end at the first broken promise. */
    public SoakSettings goingOn() {
        return new SoakSettings(time, round, meanPause, seed, workers, evidence, keep, true, programs);
    }
}
