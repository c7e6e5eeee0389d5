package dev.holdfast.benchmark.latency;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** P5: from submit to start beside the bare path. */
public final class StartLatency implements Entry {
    private static final List<String> STATISTICS = List.of("median", "p99");

    @Override
    public List<Promise> promises() {
        return STATISTICS.stream()
                .map(statistic -> new Promise("P5." + statistic,
                        "submit to start ÷ bare NOTIFY and claim, " + statistic, Goal.atMost(2)))
                .toList();
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            List<Figure> figures = new Latency(scale.of(1_000, 50)).on(bed);
            return promises().stream()
                    .filter(promise -> wanted.contains(promise.id()))
                    .map(promise -> row(promise, figures))
                    .toList();
        }
    }

    private static Row row(Promise promise, List<Figure> figures) {
        String statistic = "." + promise.id().substring("P5.".length());
        Figure ratio = figures.stream()
                .filter(figure -> figure.id().endsWith(statistic + ".ratio"))
                .findFirst()
                .orElseThrow();
        return promise.measured(ratio, figures.stream().filter(figure -> figure.id().endsWith(statistic)).toList());
    }
}
