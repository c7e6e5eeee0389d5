package dev.holdfast.benchmark.table;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is to be said of a figure. */
public enum Verdict {
    MET, MISSED, NOT_MEASURED;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
