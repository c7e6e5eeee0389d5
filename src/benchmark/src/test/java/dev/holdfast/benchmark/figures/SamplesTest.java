package dev.holdfast.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Samples HUNDRED_AND_ONE = samples(IntStream.rangeClosed(0, 100).asDoubleStream());

    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(new Samples(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
        assertThat(new Samples(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
        assertThat(new Samples(List.of(7.0)).median()).isEqualTo(7);
    }

    @Test
    void quantilesAreRanksAndInterpolatedBetweenThem() {
        assertThat(HUNDRED_AND_ONE.p99()).isEqualTo(99);
        assertThat(HUNDRED_AND_ONE.quantile(0)).isZero();
        assertThat(HUNDRED_AND_ONE.quantile(1)).isEqualTo(100);
        assertThat(new Samples(List.of(10.0, 20.0)).p99()).isCloseTo(19.9, within(1e-9));
    }

    @Test
    void theMiddleHalfLeavesOutliersAway() {
        assertThat(HUNDRED_AND_ONE.middleHalf()).isEqualTo(new Spread(25, 75));
        assertThat(new Samples(List.of(1.0, 1.0, 1.0, 1.0, 1e9)).middleHalf()).isEqualTo(new Spread(1, 1));
        assertThat(new Samples(List.of(3.0)).middleHalf()).isEqualTo(new Spread(3, 3));
    }

    @Test
    void noSamplesAreNoStatistics() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no samples");
        assertThatThrownBy(() -> new Pairs(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pairs(List.of(1.0), List.of(1.0, 2.0))).hasMessage("1 values and 2");
    }

    @Test
    void aRatioIsThatOfTheStatisticsAndItsSpreadThatOfBlocks() {
        var pairs = new Pairs(doubles(IntStream.rangeClosed(1, 100).mapToDouble(i -> i <= 10 ? 4 : i > 90 ? 1 : 2)),
                doubles(IntStream.rangeClosed(1, 100).mapToDouble(i -> 1)));
        assertThat(pairs.ratio(Samples::median)).isEqualTo(2);
        assertThat(pairs.spread(Samples::median)).as("ten blocks of ten").isEqualTo(new Spread(1, 4));
        assertThat(pairs.ratio(Samples::p99)).isEqualTo(4);
    }

    @Test
    void fewPairsAreABlockEach() {
        var pairs = new Pairs(List.of(2.0, 6.0, 4.0), List.of(2.0, 2.0, 2.0));
        Figure figure = Figure.ratio("some.ratio", pairs, Samples::median, Map.of("tasks", "3"));
        assertThat(figure.value()).isEqualTo(2);
        assertThat(figure.unit()).isEqualTo("ratio");
        assertThat(figure.spread()).isEqualTo(new Spread(1, 3));
    }

    private static Samples samples(DoubleStream values) {
        return new Samples(doubles(values));
    }

    private static List<Double> doubles(DoubleStream values) {
        return values.boxed().toList();
    }
}
