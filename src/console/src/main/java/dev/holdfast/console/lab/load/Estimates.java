package dev.holdfast.console.lab.load;

import dev.holdfast.console.reading.Reading;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.forecast.Accuracy;
import dev.holdfast.forecast.Trial;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Watches how often the console is right when it says how long a task will wait. It blocks the thread that runs it, and takes
 * no more than a twentieth of the server's time; others may ask how it stands.
 */
final class Estimates {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int PARTS = 20;

    private final Trial trial;
    private volatile Accuracy accuracy = Accuracy.none();
    private volatile boolean stopped;

    Estimates(Trial trial) {
        this.trial = trial;
    }

    Accuracy accuracy() {
        return accuracy;
    }

    void stop() {
        stopped = true;
    }

    /**
     * Returns when there is nothing left to look at, or it was stopped.
     *
     * @param going whether there may be more tasks
     */
    void watch(BooleanSupplier going) {
        try {
            do {
                long begun = System.nanoTime();
                look();
                Thread.sleep(Reading.pause(Duration.ofNanos(System.nanoTime() - begun), BEAT, PARTS));
            } while (!stopped && (going.getAsBoolean() || !trial.isOver()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            accuracy = trial.look();
        } catch (HoldfastException e) {
            // The window says that the database is away; the next look goes on.
        }
    }
}
