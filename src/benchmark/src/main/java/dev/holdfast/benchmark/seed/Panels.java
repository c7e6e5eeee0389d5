package dev.holdfast.benchmark.seed;

import dev.holdfast.benchmark.seed.Point.Round;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The two panels of the reference, and a third: as PNG and SVG, against the number of workers, both axes logarithmic. */
final class Panels {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final Map<String, Color> COLORS = new LinkedHashMap<>();

    static {
        COLORS.put("advisory", new Color(0x2F6F9F));
        COLORS.put("manager", new Color(0xC0562B));
        COLORS.put("ideal", new Color(0x5F7F3F));
        COLORS.put("control", new Color(0x8A8A8A));
    }

    private Panels() {}

    static void draw(List<Point> points, Path directory) throws IOException {
        draw(points, "Mean time that the submitting thread needs for a task", "ms", round -> round.submit() * 1000,
                directory.resolve("seed-panel-1"));
        draw(points, "Mean time from available to picked up by a worker", "s", Round::pickup,
                directory.resolve("seed-panel-2"));
        draw(points, "SQL statements of the workers for a task", "statements", Round::statements,
                directory.resolve("seed-panel-3-statements"));
        draw(points, "Time in the database for a task", "ms", round -> round.database() * 1000,
                directory.resolve("seed-panel-3-database"));
        draw(points, "Makespan of the burst", "s", Round::makespan, directory.resolve("seed-makespan"));
    }

    private static void draw(List<Point> points, String title, String unit, ToDoubleFunction<Round> value, Path file)
            throws IOException {
        XYChart chart = new XYChartBuilder().width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("workers")
                .yAxisTitle(unit)
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        COLORS.forEach((series, color) -> {
            // A logarithmic axis knows no zero: what is never waited for is not drawn.
            List<Point> drawn = points.stream()
                    .filter(point -> point.series().equals(series) && point.mean(value) > 0)
                    .toList();
            if (!drawn.isEmpty()) {
                XYSeries line = chart.addSeries(series, drawn.stream().map(Point::workers).toList(),
                        drawn.stream().map(point -> point.mean(value)).toList());
                line.setMarkerColor(color);
                line.setLineColor(color);
            }
        });
        if (!chart.getSeriesMap().isEmpty()) {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
            VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        }
    }
}
