package dev.holdfast.workers;

/** What is left to be admitted after a worker had a look. */
public enum Admission {
    /** Nothing for this worker: all have their places, or another one is at it and looks again after its commit. */
    DONE,
    /** There may be more. */
    MORE,
    /**
     * This one is to look again soon: what was submitted is left to another worker that takes trains, or would overtake a task
     * that somebody is about to cancel.
     */
    LATER;

    /** By what {@code holdfast.admit} says. */
    static Admission of(int admitted) {
        return admitted > 0 ? MORE : admitted < -1 ? LATER : DONE;
    }
}
