package dev.holdfast.benchmark.bed;

/**
 * Jobs that waited before the first worker came, and are all done now.
 *
 * @param seconds    from the first session of a worker until nothing was left, by the server's clock
 * @param cpuSeconds processor time of server and workers meanwhile; 0 where the system does not tell
 */
public record Drain(int jobs, double seconds, double cpuSeconds) {
    public double perSecond() {
        return jobs / seconds;
    }

    /** In microseconds. */
    public double cpuMicros() {
        return cpuSeconds * 1e6 / jobs;
    }
}
