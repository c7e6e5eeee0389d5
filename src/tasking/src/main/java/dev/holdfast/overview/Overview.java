package dev.holdfast.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What there is to look after at one moment.
 *
 * @param took       how long it took to find out
 * @param suspicions what would be against the rules if it is still so a moment later
 * @param contended  the resources that cost the most waiting, the worst first
 * @param unserved   handlers of ready tasks that no worker serves
 * @param lost       workers that were lost within the last hour, the latest first
 * @param failures   what failed within the last day by the reason, the most frequent first
 */
public record Overview(Instant at, Duration took, List<Suspicion> suspicions, List<Contention> contended,
        List<Unserved> unserved, List<LostWorker> lost, List<FailureGroup> failures) {
    public Overview {
        suspicions = List.copyOf(suspicions);
        contended = List.copyOf(contended);
        unserved = List.copyOf(unserved);
        lost = List.copyOf(lost);
        failures = List.copyOf(failures);
    }

    public static Overview none() {
        return new Overview(Instant.EPOCH, Duration.ZERO, List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
