package dev.holdfast.benchmark.figures;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One measured number.
 *
 * @param id       names it for good, such as {@code latency.median.ratio}
 * @param settings under which it was measured
 */
public record Figure(String id, double value, String unit, Spread spread, Map<String, String> settings) {
    public Figure {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** The median; its spread is that of the middle half. */
    public static Figure median(String id, Samples samples, String unit, Map<String, String> settings) {
        return new Figure(id, samples.median(), unit, samples.middleHalf(), settings);
    }

    /** The mean; its spread is that of the middle half. */
    public static Figure mean(String id, Samples samples, String unit, Map<String, String> settings) {
        return new Figure(id, samples.mean(), unit, samples.middleHalf(), settings);
    }

    /** A number that was counted or read once. */
    public static Figure single(String id, double value, String unit, Map<String, String> settings) {
        return new Figure(id, value, unit, new Spread(value, value), settings);
    }

    /** How many times as large the one is as the other; its spread is that of the blocks of the run. */
    public static Figure ratio(String id, Pairs pairs, ToDoubleFunction<Samples> statistic,
            Map<String, String> settings) {
        return new Figure(id, pairs.ratio(statistic), "ratio", pairs.spread(statistic), settings);
    }
}
