package dev.holdfast.benchmark.schedule;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.tasks.TaskRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** P1: a burst of tasks, each with two of 128 resources for itself, by one submitter, to more and more workers. */
public final class Makespan implements Entry {
    private static final int TASKS = 256;
    private static final int RESOURCES = 128;
    private static final double SECONDS = 0.5;
    private static final List<Integer> WORKERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final List<Integer> FEW = List.of(16, 64);
    private static final long SEED = 42;

    @Override
    public List<Promise> promises() {
        return WORKERS.stream().map(Makespan::promise).toList();
    }

    private static Promise promise(int workers) {
        return new Promise("P1.w" + workers, "makespan of the burst ÷ ideal list schedule, %d workers"
                .formatted(workers), Goal.atMost(1.05));
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        List<Integer> counts = WORKERS.stream()
                .filter(count -> wanted.contains(promise(count).id()) && (!scale.quick() || FEW.contains(count)))
                .toList();
        Map<Integer, Series> series = new TreeMap<>();
        var random = new Random(SEED);
        int rounds = scale.of(3, 1);
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            warmUp(bed);
            for (int round = 0; round < rounds; round++) {
                List<BitSet> needs = needs(random);
                for (int count : counts) {
                    series.computeIfAbsent(count, Series::new).take(bed, needs);
                }
            }
        }
        return promises().stream()
                .filter(promise -> wanted.contains(promise.id()))
                .map(promise -> series.values()
                        .stream()
                        .filter(one -> promise(one.workers).equals(promise))
                        .findFirst()
                        .map(one -> one.row(rounds))
                        .orElseGet(() -> promise.notMeasured("left out by --quick")))
                .toList();
    }

    /** The rounds with one number of workers. */
    private static final class Series {
        private final int workers;
        private final List<Double> real = new ArrayList<>();
        private final List<Double> ideal = new ArrayList<>();

        Series(int workers) {
            this.workers = workers;
        }

        void take(Bed bed, List<BitSet> needs) throws SQLException, InterruptedException {
            real.add(run(bed, workers, needs));
            ideal.add(ListSchedule.makespan(needs, workers, SECONDS));
        }

        Row row(int rounds) {
            Map<String, String> settings = Map.of("workers", Integer.toString(workers), "tasks",
                    Integer.toString(TASKS),
                    "seconds", Double.toString(SECONDS), "rounds", Integer.toString(rounds), "seed",
                    Long.toString(SEED));
            return promise(workers).measured(
                    Figure.ratio(promise(workers).id(), new Pairs(real, ideal), Samples::median, settings), List.of(
                            Figure.median("makespan", new Samples(real), "s", settings),
                            Figure.median("ideal", new Samples(ideal), "s", settings)));
        }
    }

    private static List<BitSet> needs(Random random) {
        return IntStream.range(0, TASKS).mapToObj(i -> {
            var two = new BitSet(RESOURCES);
            while (two.cardinality() < 2) {
                two.set(random.nextInt(RESOURCES));
            }
            return two;
        }).toList();
    }

    /** The first start writes the class data that later ones share, and the server's tables are cold. */
    private static void warmUp(Bed bed) throws SQLException, InterruptedException {
        run(bed, 1, List.of(new BitSet()));
    }

    /** Seconds from the submit to the last finish, by the server's clock. */
    private static double run(Bed bed, int workers, List<BitSet> needs) throws SQLException, InterruptedException {
        List<TaskRequest> requests = needs.stream()
                .map(resources -> TaskRequest.of("sleep")
                        .payload("{\"seconds\": %s}".formatted(SECONDS))
                        .exclusive(resources.stream().mapToObj(i -> "bench/" + i).toArray(String[]::new)))
                .toList();
        try {
            bed.launch(workers);
            bed.awaitIdle(workers);
            double begin = bed.number("SELECT extract(epoch FROM clock_timestamp())::float8");
            List<Long> ids = bed.run(requests);
            return bed.number(
                    "SELECT extract(epoch FROM max(finished_at))::float8 FROM holdfast.tasks WHERE id = ANY (?)",
                    ids) - begin;
        } finally {
            bed.stopWorkers();
        }
    }
}
