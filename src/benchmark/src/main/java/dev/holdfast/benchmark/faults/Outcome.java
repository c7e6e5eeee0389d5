package dev.holdfast.benchmark.faults;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one program's jobs.
 *
 * @param again    seconds until the job ran on another worker, or, from the start of the server, until any job began; null when none did in time
 * @param together seconds for which one job ran in two processes at once
 * @param remark   what else is to be known; empty for nothing
 */
public record Outcome(Strike strike, String program, @Nullable Double again, double together, String remark) {
    private static final String LINE = "%-28s %-26s %9s %13s  %s";

    static String head() {
        return LINE.formatted("FAULT", "PROGRAM", "AGAIN, s", "AT ONCE, s", "");
    }

    @Override
    public String toString() {
        return LINE.formatted(strike.label(), program, again == null ? "not" : number(again), number(together), remark);
    }

    private static String number(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
