package dev.holdfast.benchmark.throughput;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Measurement;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * No-op tasks per second with different numbers of worker processes, in turns, with and without resources. Each run is
 * checked: one in which a task failed or overtook another ends the measurement.
 *
 * @param tasks   how many in each run
 * @param workers numbers of worker processes; each is compared to the least
 * @param rounds  how many runs of each kind
 */
public record Throughput(int tasks, List<Integer> workers, int rounds) implements Measurement {
    private static final long SEED = 42;
    private static final int WARM_UP = 300;

    public Throughput {
        Measurement.requirePositive("--tasks", tasks);
        Measurement.requirePositive("--rounds", rounds);
        workers.forEach(count -> Measurement.requirePositive("--workers", count));
        workers = List.copyOf(new TreeSet<>(workers));
    }

    @Override
    public List<Figure> on(Bed bed) throws SQLException, InterruptedException {
        var random = new Random(SEED);
        gate(bed, random);
        Map<Load, TreeMap<Integer, List<Run>>> runs = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int count : workers) {
                take(bed, random, count, runs);
            }
        }
        var figures = new ArrayList<Figure>();
        runs.forEach((load, byWorkers) -> byWorkers.forEach((count, taken) -> figures
                .addAll(figures(load, count, taken, byWorkers.firstEntry().getValue()))));
        return figures;
    }

    /** Nothing is timed before this has shown that the order holds with all workers; it warms the server too. */
    private void gate(Bed bed, Random random) throws SQLException, InterruptedException {
        try {
            bed.launch(Collections.max(workers));
            for (Load load : Load.values()) {
                Run.of(load.requests(Math.min(tasks, WARM_UP), random), bed);
            }
        } finally {
            bed.stopWorkers();
        }
    }

    private void take(Bed bed, Random random, int count, Map<Load, TreeMap<Integer, List<Run>>> runs)
            throws SQLException, InterruptedException {
        try {
            bed.launch(count);
            for (Load load : Load.values()) {
                Run.of(load.requests(Math.min(tasks, WARM_UP), random), bed);
                runs.computeIfAbsent(load, key -> new TreeMap<>())
                        .computeIfAbsent(count, key -> new ArrayList<>())
                        .add(Run.of(load.requests(tasks, random), bed));
            }
        } finally {
            bed.stopWorkers();
        }
    }

    private List<Figure> figures(Load load, int count, List<Run> taken, List<Run> least) {
        String id = "throughput.%s.%d".formatted(load.name().toLowerCase(Locale.ROOT), count);
        Map<String, String> settings = Map.of("tasks", Integer.toString(tasks), "workers", Integer.toString(count),
                "rounds", Integer.toString(rounds), "seed", Long.toString(SEED));
        List<Double> perSecond = taken.stream().map(Run::perSecond).toList();
        return List.of(
                Figure.median(id, new Samples(perSecond), "tasks/s", settings),
                Figure.ratio(id + ".ratio", new Pairs(perSecond, least.stream().map(Run::perSecond).toList()),
                        Samples::median, settings),
                Figure.median(id + ".statements",
                        new Samples(taken.stream().map(Run::statementsPerTask).toList()), "per task", settings));
    }
}
