package dev.holdfast.benchmark.table;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a figure should be. */
public record Goal(boolean least, double bound) {
    public static Goal atLeast(double bound) {
        return new Goal(true, bound);
    }

    public static Goal atMost(double bound) {
        return new Goal(false, bound);
    }

    public boolean isMetBy(double value) {
        return least ? value >= bound : value <= bound;
    }

    @JsonValue
    @Override
    public String toString() {
        return (least ? "≥ " : "≤ ") + (bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%.0f", bound)
                : Double.toString(bound));
    }
}
