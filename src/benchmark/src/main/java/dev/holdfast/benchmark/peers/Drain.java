package dev.holdfast.benchmark.peers;

/**
 * Jobs that waited before the first worker came, and are all done now.
 *
 * @param seconds from the first connection of a worker until nothing was left, by the server's clock
 */
public record Drain(int jobs, double seconds) {
    public double perSecond() {
        return jobs / seconds;
    }
}
