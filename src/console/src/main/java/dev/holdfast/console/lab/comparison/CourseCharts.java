package dev.holdfast.console.lab.comparison;

import dev.holdfast.console.lab.comparison.Course.Spot;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;

/** The two charts of one course. Their scales are given, so that those beside them have the same. */
final class CourseCharts {
    private static final int QUARTERS = 4;

    private final LineChart<Number, Number> flow;
    private final LineChart<Number, Number> backlog;

    /**
     * As far as the axes go.
     *
     * @param width of the stretches of time that a rate is of, seconds
     */
    record Scale(double seconds, double width, double rate, double tasks) {
        private static final int STRETCHES = 40;
        private static final double SHORTEST = 0.5;

        /** The smallest that has room for all of them. */
        static Scale of(List<Course> courses) {
            double seconds = courses.stream().mapToDouble(Course::seconds).max().orElse(0);
            double width = Math.max(SHORTEST, Math.ceil(seconds / STRETCHES * 2) / 2);
            return new Scale(ceiling(Math.max(1, seconds)), width,
                    ceiling(most(courses.stream().flatMap(course -> course.flow(width).stream()))),
                    ceiling(most(courses.stream().flatMap(course -> course.backlog(width).stream()))));
        }

        private static double most(Stream<Spot> spots) {
            return spots.mapToDouble(Spot::value).max().orElse(1);
        }

        /** The next number whose quarters are easy to read. */
        private static double ceiling(double value) {
            double ten = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
            return DoubleStream.of(1, 1.2, 1.6, 2, 2.4, 3.2, 4, 4.8, 6, 8, 10)
                    .map(step -> step * ten)
                    .filter(step -> step >= value)
                    .findFirst()
                    .orElse(value);
        }
    }

    CourseCharts(LineChart<Number, Number> flow, LineChart<Number, Number> backlog) {
        this.flow = flow;
        this.backlog = backlog;
        for (LineChart<Number, Number> chart : List.of(flow, backlog)) {
            chart.setVerticalZeroLineVisible(false);
            chart.getData().add(new XYChart.Series<>());
            ((NumberAxis) chart.getXAxis()).setAutoRanging(false);
            ((NumberAxis) chart.getYAxis()).setAutoRanging(false);
        }
    }

    void show(List<Spot> rates, List<Spot> waiting, Scale scale) {
        show(flow, rates, scale.seconds(), scale.rate());
        show(backlog, waiting, scale.seconds(), scale.tasks());
    }

    private static void show(LineChart<Number, Number> chart, List<Spot> spots, double seconds, double most) {
        bound((NumberAxis) chart.getXAxis(), seconds);
        bound((NumberAxis) chart.getYAxis(), most);
        chart.getData()
                .getFirst()
                .getData()
                .setAll(spots.stream().map(spot -> new XYChart.Data<Number, Number>(spot.at(), spot.value())).toList());
    }

    private static void bound(NumberAxis axis, double most) {
        axis.setUpperBound(most);
        axis.setTickUnit(most / QUARTERS);
    }
}
