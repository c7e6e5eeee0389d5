package dev.holdfast.benchmark.figures;

import java.util.List;

/** Measured values, of which there is at least one. Immutable. */
public record Samples(List<Double> sorted) {
    /** In any order. */
    public Samples {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        sorted = sorted.stream().sorted().toList();
    }

    public double mean() {
        return sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    public double median() {
        return quantile(0.5);
    }

    public double p99() {
        return quantile(0.99);
    }

    /** From the first quartile to the third. */
    public Spread middleHalf() {
        return new Spread(quantile(0.25), quantile(0.75));
    }

    /** The value below which this share lies, from 0 to 1; between two samples it is interpolated. */
    public double quantile(double share) {
        double rank = share * (sorted.size() - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (rank - below) * (sorted.get(above) - sorted.get(below));
    }
}
