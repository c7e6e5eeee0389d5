package dev.holdfast.console.overview;

import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.util.StringConverter;

/** A chart of the latest minutes, with now on the right. At most so many points as can be told apart. */
public final class TimeChart {
    private static final int POINTS = 150;
    private static final double MILLIS = 1e3;
    private static final int TICKS = 5;
    private static final int MINUTE = 60;

    private final LineChart<Number, Number> chart;
    private final NumberAxis time;
    private final NumberAxis amount;
    private final List<ToDoubleFunction<Moment>> values = new ArrayList<>();

    /** @param chart with number axes, without data */
    public TimeChart(LineChart<Number, Number> chart) {
        this.chart = chart;
        this.time = (NumberAxis) chart.getXAxis();
        this.amount = (NumberAxis) chart.getYAxis();
        chart.setVerticalZeroLineVisible(false);
        time.setAutoRanging(false);
        time.setUpperBound(0);
        time.setTickLabelFormatter(new StringConverter<>() {
            @Override
            public String toString(Number seconds) {
                long ago = -seconds.longValue();
                return ago == 0
                        ? Words.of("overview.now")
                        : ago % MINUTE == 0
                                ? Words.of("overview.minutes", ago / MINUTE)
                                : Words.of("span.seconds", ago);
            }

            @Override
            public Number fromString(String text) {
                throw new UnsupportedOperationException("nobody types a tick");
            }
        });
        amount.setForceZeroInRange(true);
    }

    /** Adds a line; its name is that in the legend. */
    public TimeChart line(String name, ToDoubleFunction<Moment> value) {
        var series = new XYChart.Series<Number, Number>();
        series.setName(name);
        chart.getData().add(series);
        values.add(value);
        return this;
    }

    /** @param past oldest first */
    public void show(List<Moment> past, Duration span) {
        time.setLowerBound(-span.toSeconds());
        time.setTickUnit((double) span.toSeconds() / TICKS);
        for (int i = 0; i < values.size(); i++) {
            chart.getData().get(i).getData().setAll(points(past, span, values.get(i)));
        }
        scale(chart.getData()
                .stream()
                .flatMap(line -> line.getData().stream())
                .anyMatch(at -> at.getYValue().doubleValue() > 0));
    }

    /** Where there is nothing to see, the axis would choose a scale by itself that means nothing. */
    private void scale(boolean anything) {
        amount.setAutoRanging(anything);
        if (!anything) {
            amount.setLowerBound(0);
            amount.setUpperBound(1);
            amount.setTickUnit(1);
        }
    }

    /** The mean of each short stretch of time. */
    private static List<XYChart.Data<Number, Number>> points(List<Moment> past, Duration span,
            ToDoubleFunction<Moment> value) {
        var points = new ArrayList<XYChart.Data<Number, Number>>(POINTS + 1);
        if (past.isEmpty()) {
            return points;
        }
        Instant now = past.getLast().at();
        long width = Math.max(1, span.toMillis() / POINTS);
        double sum = 0;
        int count = 0;
        long stretch = Long.MIN_VALUE;
        double at = 0;
        for (Moment moment : past) {
            double number = value.applyAsDouble(moment);
            long next = Math.floorDiv(moment.at().toEpochMilli(), width);
            if (next != stretch && count > 0) {
                points.add(new XYChart.Data<>(at, sum / count));
                sum = 0;
                count = 0;
            }
            stretch = next;
            if (!Double.isNaN(number)) {
                sum += number;
                count++;
                at = -Duration.between(moment.at(), now).toMillis() / MILLIS;
            }
        }
        if (count > 0) {
            points.add(new XYChart.Data<>(at, sum / count));
        }
        return points;
    }
}
