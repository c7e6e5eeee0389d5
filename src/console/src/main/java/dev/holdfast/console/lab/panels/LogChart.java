package dev.holdfast.console.lab.panels;

import dev.holdfast.console.widgets.Words;
import java.util.Map;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.util.StringConverter;

/** A chart whose axes are both logarithmic: their numbers are powers of two. */
final class LogChart {
    private static final int MOST_TICKS = 10;

    private final LineChart<Number, Number> chart;

    LogChart(LineChart<Number, Number> chart) {
        this.chart = chart;
        chart.setVerticalZeroLineVisible(false);
        chart.setHorizontalZeroLineVisible(false);
        prepare((NumberAxis) chart.getXAxis());
        prepare((NumberAxis) chart.getYAxis());
    }

    void clear() {
        chart.getData().clear();
    }

    /** Adds a line; what is not above zero has no place on such an axis, and is left out. */
    void line(String name, Map<Integer, Double> values) {
        var series = new XYChart.Series<Number, Number>();
        series.setName(name);
        values.forEach((x, y) -> {
            if (y > 0) {
                series.getData().add(new XYChart.Data<>(log(x), log(y)));
            }
        });
        chart.getData().add(series);
        fit((NumberAxis) chart.getXAxis(), XYChart.Data::getXValue);
        fit((NumberAxis) chart.getYAxis(), XYChart.Data::getYValue);
    }

    /** Where a value of one of the axes is found. */
    private interface Coordinate {
        Number of(XYChart.Data<Number, Number> point);
    }

    private void fit(NumberAxis axis, Coordinate coordinate) {
        var all = chart.getData()
                .stream()
                .flatMap(series -> series.getData().stream())
                .mapToDouble(point -> coordinate.of(point).doubleValue())
                .summaryStatistics();
        if (all.getCount() > 0) {
            double least = Math.floor(all.getMin());
            double most = Math.max(least + 1, Math.ceil(all.getMax()));
            axis.setLowerBound(least);
            axis.setUpperBound(most);
            axis.setTickUnit(Math.ceil((most - least) / MOST_TICKS));
        }
    }

    private static double log(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static void prepare(NumberAxis axis) {
        axis.setAutoRanging(false);
        axis.setTickLabelFormatter(new StringConverter<>() {
            @Override
            public String toString(Number power) {
                return Words.of("panels.tick", Math.pow(2, power.doubleValue()));
            }

            @Override
            public Number fromString(String text) {
                throw new UnsupportedOperationException("nobody types a tick");
            }
        });
    }
}
