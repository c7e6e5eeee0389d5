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

    /**
     * @param lack what is missing
     * @param task that before it of which it is missing; 0 for none
     * @param name of that task
     */
    record NoBasis(Lack lack, long task, String name) implements Forecast {
        /** Such as "no task gc has completed yet". */
        public String reason() {
            return lack.text.formatted(task, name);
        }
    }

    /** Why nobody can tell. */
    enum Lack {
        TOO_MANY("more than " + Forecasts.MOST_BEFORE + " tasks stand before it"),
        KEPT("task %1$d (%2$s) is first in line and kept from starting"),
        LONG("task %1$d (%2$s) runs longer than nearly all such tasks did before"),
        NEVER("no task %2$s has completed yet"),
        FEW("fewer than " + Forecasts.FEWEST_RUNS + " tasks %2$s have completed yet");

        private final String text;

        Lack(String text) {
            this.text = text;
        }
    }
}
