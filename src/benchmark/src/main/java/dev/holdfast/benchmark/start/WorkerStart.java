package dev.holdfast.benchmark.start;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Measurement;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.tasks.TaskRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * From the start of a worker's process until the database says that it is online, and the memory it keeps. The very
 * first start is a figure of its own: later ones have the start cache that is made meanwhile.
 *
 * @param times how many starts after the first
 * @param tasks how many no-op tasks each runs before its memory is read again
 */
public record WorkerStart(int times, int tasks) implements Measurement {
    private static final TaskRequest NO_OP = TaskRequest.of("sleep").payload("{\"seconds\": 0}");
    private static final Duration SETTLE = Duration.ofMillis(500);

    public WorkerStart {
        Measurement.requirePositive("--times", times);
        Measurement.requirePositive("--tasks", tasks);
    }

    /** One start. */
    private record Start(double millis, List<Double> idle, List<Double> busy) {}

    @Override
    public List<Figure> on(Bed bed) throws SQLException, InterruptedException {
        double first = start(bed).millis();
        bed.trainWorkers();
        var starts = new ArrayList<Start>();
        for (int i = 0; i < times; i++) {
            starts.add(start(bed));
        }
        return figures(first, starts);
    }

    private Start start(Bed bed) throws SQLException, InterruptedException {
        try {
            double millis = bed.launch(1).toNanos() / 1e6;
            Thread.sleep(SETTLE);
            List<Double> idle = memory(bed);
            bed.run(Collections.nCopies(tasks, NO_OP));
            return new Start(millis, idle, memory(bed));
        } finally {
            bed.stopWorkers();
        }
    }

    private static List<Double> memory(Bed bed) {
        return bed.workerMemory().stream().boxed().toList();
    }

    private List<Figure> figures(double first, List<Start> starts) {
        Map<String, String> settings = Map.of("times", Integer.toString(times));
        var figures = new ArrayList<Figure>();
        figures.add(new Figure("start.first", first, "ms", new Spread(first, first), Map.of("times", "1")));
        figures.add(Figure.median("start.online", new Samples(starts.stream().map(Start::millis).toList()), "ms",
                settings));
        List<Double> idle = starts.stream().flatMap(start -> start.idle().stream()).toList();
        List<Double> busy = starts.stream().flatMap(start -> start.busy().stream()).toList();
        if (!idle.isEmpty() && !busy.isEmpty()) {
            figures.add(Figure.median("start.memory.idle", new Samples(idle), "MiB", settings));
            figures.add(Figure.median("start.memory.after-tasks", new Samples(busy), "MiB",
                    Map.of("times", Integer.toString(times), "tasks", Integer.toString(tasks))));
        }
        return figures;
    }
}
