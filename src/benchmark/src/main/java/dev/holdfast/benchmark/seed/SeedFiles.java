package dev.holdfast.benchmark.seed;

import dev.holdfast.benchmark.seed.Point.Round;
import dev.holdfast.cluster.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers, for programs: one line, or object, for each round. */
final class SeedFiles {
    private SeedFiles() {}

    private record Document(Burst burst, int rounds, long seed, int processors, List<Line> measured) {}

    /** What has no meaning for a series is missing. */
    private record Line(String type, int workers, int round, @Nullable Double submit,
            @Nullable Double pickup, @Nullable Double makespan,
            @Nullable Double statements,
            @Nullable Double database) {}

    static void write(Burst burst, int rounds, long seed, List<Point> points, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Line> lines = lines(points);
        JsonFiles.write(directory.resolve("seed.json").toAbsolutePath(),
                new Document(burst, rounds, seed, Runtime.getRuntime().availableProcessors(), lines));
        var csv = new ArrayList<String>();
        csv.add("type,workers,round,submit_seconds,pickup_seconds,makespan_seconds,statements_per_task,database_seconds_per_task");
        lines.forEach(line -> csv.add(String.join(",", line.type(), Integer.toString(line.workers()),
                Integer.toString(line.round()), text(line.submit()), text(line.pickup()), text(line.makespan()),
                text(line.statements()), text(line.database()))));
        Files.write(directory.resolve("seed.csv"), csv);
    }

    private static List<Line> lines(List<Point> points) {
        var lines = new ArrayList<Line>();
        for (Point point : points) {
            for (int i = 0; i < point.rounds().size(); i++) {
                Round round = point.rounds().get(i);
                lines.add(new Line(point.series(), point.workers(), i + 1, known(round.submit()), known(round.pickup()),
                        known(round.makespan()), known(round.statements()), known(round.database())));
            }
        }
        return lines;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
