package dev.holdfast.forecast;

/** When a waiting task is likely to start, or why nobody can tell. */
public sealed interface Forecast {
    /**
     * By past runs of the tasks in line before it, and of none other: nobody knows what is submitted with a higher priority,
     * or whether a worker is free then.
     *
     * @param likelySeconds until its start, when each of them takes as long as half of them did
     * @param slowSeconds   until its start, when each takes as long as only one in ten did
     * @param before        how many tasks stand before it
     * @param runs          the fewest past runs that stand for one of them
     */
    record Start(double likelySeconds, double slowSeconds, int before, int runs) implements Forecast {}

    /** @param reason what is missing, such as "no task gc has completed yet" */
    record NoBasis(String reason) implements Forecast {}
}
