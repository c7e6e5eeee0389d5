package dev.holdfast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmark.charts.Charts;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
    @TempDir
    private Path directory;

    @Test
    void drawsTheGoalsAndEachFigureThatComparesMany() throws Exception {
        List<Figure> rates = List.of(rate("Holdfast", 9), rate("one", 4), rate("other", 6));
        var rows = List.of(
                new Promise("X1", "ours ÷ best", Goal.atLeast(2)).measured(Figure.single("X1", 1.5, "ratio", Map.of()),
                        rates),
                new Promise("X2", "ours ÷ least", Goal.atMost(2)).measured(Figure.single("X2", 1.5, "ratio", Map.of()),
                        List.of()),
                new Promise("X3", "nothing", Goal.atMost(2)).notMeasured("no time"));
        List<Path> files = Charts.write(rows, directory.resolve("new"));
        assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("goals.png", "X1.png");
        BufferedImage image = ImageIO.read(files.getFirst().toFile());
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(Charts.write(List.of(rows.getLast()), directory)).isEmpty();
    }

    private static Figure rate(String id, double value) {
        return new Figure(id, value, "tasks/s", new Spread(value - 1, value + 1), Map.of());
    }
}
