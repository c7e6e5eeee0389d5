package dev.holdfast.benchmark.seed;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured with one way of working and one number of workers: a value for each round.
 *
 * @param series {@code advisory}, {@code manager}, {@code ideal}: a first-in-first-out schedule without any overhead, or
 *               {@code control}: no worker, and as many processes that sleep and know no database
 */
record Point(String series, int workers, List<Round> rounds) {
    /**
     * One burst. Not a number is what has no meaning there.
     *
     * @param submit     mean seconds that the submitting thread needs for a task
     * @param pickup     mean seconds from the time at which a task lacks only a worker to its start
     * @param makespan   seconds from the first submit to the last end
     * @param statements that workers send for each task
     * @param database   seconds that the server spends in them, for each task
     */
    record Round(double submit, double pickup, double makespan, double statements, double database) {
        static Round ideal(double pickup, double makespan) {
            return new Round(Double.NaN, pickup, makespan, Double.NaN, Double.NaN);
        }

        static Round control(double submit) {
            return new Round(submit, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    double mean(ToDoubleFunction<Round> value) {
        return rounds.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
