package dev.holdfast.benchmark.charts;

import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.benchmark.table.Row;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** PNG files: how far each figure is from its goal, and for each figure that compares many, all of them. */
public final class Charts {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;
    private static final Color BAR = new Color(0x2F6F9F);
    private static final int TURN = 30;
    private static final double HIGHEST = 3;

    private Charts() {}

    /** Writes what can be drawn of these rows into a directory, which is made where it is missing. */
    public static List<Path> write(List<Row> rows, Path directory) throws IOException {
        Files.createDirectories(directory);
        var files = new ArrayList<Path>();
        List<Row> measured = rows.stream().filter(row -> row.value() != null).toList();
        if (!measured.isEmpty()) {
            files.add(save(goals(measured), directory.resolve("goals.png")));
        }
        for (Row row : measured) {
            if (row.parts().size() > 2) {
                files.add(save(parts(row), directory.resolve(row.id() + ".png")));
            }
        }
        return files;
    }

    /** How often the goal would fit: 1 and more is met. Of a goal that is a maximum this is goal ÷ value. */
    private static CategoryChart goals(List<Row> rows) {
        CategoryChart chart = chart("Figures and their goals: 1 and above is met, 3 and above is drawn as 3",
                "share of the goal");
        chart.addSeries("share", rows.stream().map(Row::id).toList(), rows.stream().map(Charts::share).toList());
        return chart;
    }

    private static double share(Row row) {
        double value = row.value() == null ? Double.NaN : row.value();
        return Math.min(HIGHEST, row.goal().least() ? value / row.goal().bound() : row.goal().bound() / value);
    }

    private static CategoryChart parts(Row row) {
        String unit = row.parts().getFirst().unit();
        List<Figure> parts = row.parts().stream().filter(part -> part.unit().equals(unit)).toList();
        CategoryChart chart = chart(row.id() + ": " + row.what(), unit);
        chart.addSeries("value", parts.stream().map(Figure::id).toList(), parts.stream().map(Figure::value).toList(),
                parts.stream().map(Charts::halfSpread).toList());
        return chart;
    }

    private static double halfSpread(Figure figure) {
        Spread spread = figure.spread();
        return (spread.high() - spread.low()) / 2;
    }

    private static CategoryChart chart(String title, String unit) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler()
                .setLegendVisible(false)
                .setLegendPosition(LegendPosition.InsideNE)
                .setSeriesColors(new Color[]{BAR})
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(TURN);
        return chart;
    }

    private static Path save(CategoryChart chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        return file;
    }
}
