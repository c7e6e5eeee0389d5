package dev.holdfast.benchmark.peers;

/**
 * How a peer is run in a mode.
 *
 * @param processes how many worker processes
 * @param options   JSON, in the peer's own words
 */
public record Setup(int processes, String options) {
    @Override
    public String toString() {
        return "%d x %s".formatted(processes, options);
    }
}
