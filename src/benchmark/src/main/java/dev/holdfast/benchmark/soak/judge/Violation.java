package dev.holdfast.benchmark.soak.judge;

/** A promise that was broken, and how. */
public record Violation(Promise promise, String what) {
    /** What Holdfast promises. */
    public enum Promise {
        NO_OVERLAP, ORDER, ONE_FINAL_STATE, NOTHING_LOST, NO_ZOMBIE_WRITES, NO_DOUBLE_START, NO_LOSS_WITHOUT_CAUSE,
        NOTHING_STUCK, NOTHING_LEFT, NO_SERVER_ERRORS, WORKERS_LIVE
    }

    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
