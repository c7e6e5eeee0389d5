package dev.holdfast.workers;

/** What is left to be admitted after a worker had a look. */
public enum Admission {
    /** Nothing: all have their places. */
    DONE,
    /** There may be more. */
    MORE,
    /**
     * This one is to look again soon: another worker is at it and may not see all that this one does, what was submitted is left
     * to one that takes trains, or it would overtake a task that somebody is about to cancel.
     */
    LATER;

    /** By what {@code holdfast.admit} says. */
    static Admission of(int admitted) {
        return admitted > 0 ? MORE : admitted < 0 ? LATER : DONE;
    }
}
