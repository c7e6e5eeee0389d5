package dev.holdfast.benchmark.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured in turns, ABAB…, so that a machine that slows down slows both. Immutable.
 *
 * @param ones   the n-th was measured next to the n-th of the others
 * @param others what they are compared to
 */
public record Pairs(List<Double> ones, List<Double> others) {
    private static final int BLOCKS = 10;

    public Pairs {
        if (ones.isEmpty() || ones.size() != others.size()) {
            throw new IllegalArgumentException("%d values and %d".formatted(ones.size(), others.size()));
        }
        ones = List.copyOf(ones);
        others = List.copyOf(others);
    }

    /** The statistic of the ones divided by that of the others. */
    public double ratio(ToDoubleFunction<Samples> statistic) {
        return statistic.applyAsDouble(new Samples(ones)) / statistic.applyAsDouble(new Samples(others));
    }

    /** The least and the greatest ratio among up to ten blocks of neighbours. */
    public Spread spread(ToDoubleFunction<Samples> statistic) {
        int blocks = Math.min(BLOCKS, ones.size());
        var ratios = new ArrayList<Double>();
        for (int block = 0; block < blocks; block++) {
            int from = block * ones.size() / blocks;
            int to = (block + 1) * ones.size() / blocks;
            ratios.add(new Pairs(ones.subList(from, to), others.subList(from, to)).ratio(statistic));
        }
        var sorted = new Samples(ratios).sorted();
        return new Spread(sorted.getFirst(), sorted.getLast());
    }
}
