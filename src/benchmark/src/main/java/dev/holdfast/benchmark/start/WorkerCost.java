package dev.holdfast.benchmark.start;

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
import java.util.Map;
import java.util.Set;

/** P8: what a worker process costs. */
public final class WorkerCost implements Entry {
    private static final int MIB = 100;
    private static final Map<String, String> FIGURES = Map.of("P8.online", "start.online", "P8.idle",
            "start.memory.idle", "P8.busy", "start.memory.after-tasks");

    @Override
    public List<Promise> promises() {
        return List.of(new Promise("P8.online", "worker process from start to online", Goal.atMost(500)),
                new Promise("P8.idle", "its resident memory, idle", Goal.atMost(MIB)),
                new Promise("P8.busy", "its resident memory after 10,000 tasks", Goal.atMost(MIB)));
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        try (Bed bed = Bed.open()) {
            List<Figure> figures = new WorkerStart(scale.of(10, 2), scale.of(10_000, 200)).on(bed);
            return promises().stream()
                    .filter(promise -> wanted.contains(promise.id()))
                    .map(promise -> figures.stream()
                            .filter(figure -> figure.id().equals(FIGURES.get(promise.id())))
                            .findFirst()
                            .map(figure -> promise.measured(figure, List.of()))
                            .orElseGet(() -> promise.notMeasured("this system does not tell")))
                    .toList();
        }
    }
}
