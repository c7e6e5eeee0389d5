package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.soak.faults.FaultKind;
import dev.holdfast.benchmark.soak.faults.Tally.Recovery;
import dev.holdfast.benchmark.soak.judge.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a soak came to.
 *
 * @param attempts how often a task was begun
 * @param trains   at least so many trains of quick tasks were taken
 * @param started  worker processes
 * @param shifted  those of them that had a clock of their own
 * @param missing  faults that this machine or user does not allow
 * @param evidence all that happened; there only when a promise was broken
 */
public record Summary(SoakSettings settings, long tasks, long attempts, long trains, int started, int shifted,
        Map<FaultKind, Integer> faults, Map<Recovery, List<Duration>> recoveries, List<String> missing,
        List<Violation> violations, Path evidence) {
    private static final int MOST_SHOWN = 20;

    public Summary {
        violations = List.copyOf(violations);
    }

    /** Faults of all kinds. */
    public int faultCount() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    void print(PrintWriter out) {
        out.printf(
                "seed %d, %d tasks, %d attempts, %d trains, %d faults, %d worker processes, %d with a clock of their own%n",
                settings.seed(), tasks, attempts, trains, faultCount(), started, shifted);
        faults.forEach((kind, count) -> out.printf("  %-18s %6d%n", word(kind), count));
        recoveries.forEach((kind, times) -> print(out, kind, times));
        missing.forEach(what -> out.printf("not done here: %s%n", what));
        out.printf("%d violations%n", violations.size());
        violations.stream().limit(MOST_SHOWN).forEach(violation -> out.printf("  %s%n", violation));
        if (!violations.isEmpty()) {
            out.printf("again: holdfast bench soak --seed %d --workers %d --minutes %d; what happened is in %s%n",
                    settings.seed(), settings.workers(), Math.max(1, settings.time().toMinutes()), evidence);
        }
        out.flush();
    }

    private static void print(PrintWriter out, Recovery kind, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        out.printf(Locale.ROOT, "  %-20s median %.2f s, 95 %% %.2f s, maximum %.2f s, of %d%n", word(kind),
                seconds(sorted.get(sorted.size() / 2)), seconds(sorted.get(sorted.size() * 95 / 100)),
                seconds(sorted.getLast()), sorted.size());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
