package dev.holdfast.benchmark.faults;

import java.time.Duration;

/**
 * How long a trial waits.
 *
 * @param settled    until a second worker has its sessions and has told the others that it lives
 * @param patience   for a job to run again
 * @param afterwards to see whether the first worker runs it still
 */
record Times(Duration settled, Duration patience, Duration afterwards) {
    static Times ofPatience(Duration patience) {
        return new Times(Duration.ofSeconds(6), patience, Duration.ofSeconds(10));
    }
}
