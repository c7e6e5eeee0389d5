package dev.holdfast.benchmark.submit;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Poll;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** P2: two clusters side by side, one whose workers are all busy and one without workers; submits take turns. */
public final class SubmitBesideBusy implements Entry {
    private static final Promise PROMISE = new Promise("P2",
            "mean time to submit a task, 64 busy workers ÷ no worker", Goal.atMost(1.1));
    private static final int RESOURCES = 128;
    private static final long SEED = 42;
    private static final TaskRequest LONG = TaskRequest.of("sleep").payload("{\"seconds\": 3600}");

    @Override
    public List<Promise> promises() {
        return List.of(PROMISE);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        int workers = scale.of(64, 16);
        int tasks = scale.of(2_000, 300);
        try (Bed without = Bed.open(); Bed busy = Bed.open()) {
            without.countStatements(false);
            busy.countStatements(false);
            try {
                busy.launch(workers);
                busy.submit(Collections.nCopies(workers, LONG));
                Poll.until("all workers busy", Duration.ofMillis(50), () -> workers == busy.number(
                        "SELECT count(*)::float8 FROM holdfast.tasks WHERE state = 'running'"));
                take(tasks / 10, busy, without);
                return List.of(row(workers, take(tasks, busy, without)));
            } finally {
                busy.killWorkers();
            }
        }
    }

    private static Pairs take(int tasks, Bed busy, Bed without) {
        var random = new Random(SEED);
        var ones = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        for (int i = 0; i < tasks; i++) {
            int one = random.nextInt(RESOURCES);
            int other = (one + 1 + random.nextInt(RESOURCES - 1)) % RESOURCES;
            TaskRequest request = TaskRequest.of("sleep").exclusive("bench/" + one, "bench/" + other);
            // Who comes first changes, for the second finds the processor's caches warm.
            if (i % 2 == 0) {
                others.add(millis(without, request));
                ones.add(millis(busy, request));
            } else {
                ones.add(millis(busy, request));
                others.add(millis(without, request));
            }
        }
        return new Pairs(ones, others);
    }

    private static double millis(Bed bed, TaskRequest request) {
        long begin = System.nanoTime();
        Tasks.submit(bed.connection(), request);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static Row row(int workers, Pairs pairs) {
        Map<String, String> settings = Map.of("workers", Integer.toString(workers), "tasks",
                Integer.toString(pairs.ones().size()), "seed", Long.toString(SEED));
        return PROMISE.measured(Figure.ratio(PROMISE.id(), pairs, Samples::mean, settings), List.of(
                Figure.mean("beside busy workers", new Samples(pairs.ones()), "ms", settings),
                Figure.mean("without workers", new Samples(pairs.others()), "ms", settings)));
    }
}
