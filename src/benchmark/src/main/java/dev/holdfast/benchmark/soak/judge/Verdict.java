package dev.holdfast.benchmark.soak.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of a round.
 *
 * @param runOns how long workers that had been frozen, and had lost their locks meanwhile, worked on
 */
public record Verdict(List<Violation> violations, List<Duration> runOns) {
    public static Verdict of(Case facts) {
        var violations = new ArrayList<>(new Judge(facts).judge());
        var overlaps = new Overlaps(facts);
        violations.addAll(overlaps.find());
        return new Verdict(violations, overlaps.runOns());
    }
}
