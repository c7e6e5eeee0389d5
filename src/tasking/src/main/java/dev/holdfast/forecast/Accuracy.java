package dev.holdfast.forecast;

/**
 * How often estimates were right.
 *
 * @param inRange tasks that started between the likely and the slow time they were given, or within a second of it
 * @param open    tasks that were given a time and wait still
 * @param noBasis tasks of which nobody could tell
 */
public record Accuracy(int inRange, int sooner, int later, int open, int noBasis) {
    public static Accuracy none() {
        return new Accuracy(0, 0, 0, 0, 0);
    }

    /** How many of those that were given a time have started. */
    public int started() {
        return inRange + sooner + later;
    }
}
