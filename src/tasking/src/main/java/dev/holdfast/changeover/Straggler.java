package dev.holdfast.changeover;

/**
 * A worker that a switch waits for.
 *
 * @param tasks   how many it runs
 * @param follows whether it has said that it starts no more
 */
public record Straggler(int workerId, String worker, int tasks, boolean follows) {
    /** Whether it runs nothing, and has not answered. */
    public boolean isSilent() {
        return tasks == 0 && !follows;
    }
}
