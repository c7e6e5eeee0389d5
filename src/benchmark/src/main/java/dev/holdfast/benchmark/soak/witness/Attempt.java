package dev.holdfast.benchmark.soak.witness;

/**
 * One attempt as its own lines tell it.
 *
 * @param number    that of the task in the soak
 * @param attempt   0 for a program, which does not know
 * @param pid       the process that wrote the lines: a worker, or a program
 * @param start     nanoseconds of the monotonic clock, like all times here
 * @param last      the last line of whatever kind
 * @param completed whether it wrote that its work was done
 * @param ended     whether it wrote that it ended, done or interrupted
 */
public record Attempt(int number, int attempt, long pid, long start, long last, boolean completed, boolean ended) {
    /** @param last the same moment as the start, by a coarse clock as early as it can have been */
    static Attempt begun(int number, int attempt, long pid, long start, long last) {
        return new Attempt(number, attempt, pid, start, last, false, false);
    }

    Attempt seen(long at, boolean completed, boolean ended) {
        return new Attempt(number, attempt, pid, start, Math.max(last, at), completed, ended);
    }

    /** Whether a worker wrote it, and not a program. */
    public boolean byWorker() {
        return attempt > 0;
    }

    @Override
    public String toString() {
        return "attempt %d of #%d in process %d".formatted(attempt, number, pid);
    }
}
