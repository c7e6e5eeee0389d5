package dev.holdfast.benchmark.latency;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Poll;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Measurement;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From submit to start with one idle worker process, in turns with the bare path. Both times are the database's: from
 * the row's submission to what the claim writes. The commit of the claim and the way back to the worker are in neither.
 *
 * @param tasks how many on each path
 */
public record Latency(int tasks) implements Measurement {
    private static final TaskRequest NO_OP = TaskRequest.of("sleep").payload("{\"seconds\": 0}");
    private static final int WARM_UP = 20;
    // With the two of a round, a submit falls between the looks that a worker takes 50 and 250 ms after falling asleep.
    private static final Duration QUIET = Duration.ofMillis(30);

    public Latency {
        Measurement.requirePositive("--tasks", tasks);
    }

    @Override
    public List<Figure> on(Bed bed) throws SQLException, InterruptedException {
        bed.launch(1);
        try (BarePath bare = BarePath.open(bed)) {
            take(Math.min(WARM_UP, tasks), bed, bare);
            return figures(take(tasks, bed, bare));
        } finally {
            bed.stopWorkers();
        }
    }

    private static Pairs take(int count, Bed bed, BarePath bare) throws SQLException, InterruptedException {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            Thread.sleep(QUIET);
            theirs.add(bare.submitToStart());
            Thread.sleep(QUIET);
            ours.add(submitToStart(bed));
        }
        return new Pairs(ours, theirs);
    }

    private static double submitToStart(Bed bed) throws SQLException, InterruptedException {
        long id = Tasks.submit(bed.connection(), NO_OP);
        // Looking at once would take the processor from what is measured.
        Thread.sleep(QUIET);
        Poll.until("worker idle again", Duration.ofMillis(5), () -> 1 == bed.number("""
                SELECT count(*)::float8 FROM holdfast.idle, holdfast.tasks WHERE id = ? AND finished_at IS NOT NULL
                """, id));
        return bed.number("""
                SELECT (extract(epoch FROM started_at - submitted_at) * 1000)::float8 FROM holdfast.tasks WHERE id = ?
                """, id);
    }

    private List<Figure> figures(Pairs pairs) {
        Map<String, String> settings = Map.of("tasks", Integer.toString(tasks), "workers", "1");
        var ours = new Samples(pairs.ones());
        var bare = new Samples(pairs.others());
        return List.of(
                Figure.median("latency.median", ours, "ms", settings),
                Figure.median("latency.bare.median", bare, "ms", settings),
                Figure.ratio("latency.median.ratio", pairs, Samples::median, settings),
                p99("latency.p99", ours, settings),
                p99("latency.bare.p99", bare, settings),
                Figure.ratio("latency.p99.ratio", pairs, Samples::p99, settings));
    }

    private static Figure p99(String id, Samples samples, Map<String, String> settings) {
        return new Figure(id, samples.p99(), "ms", new Spread(samples.quantile(0.95), samples.quantile(1)), settings);
    }
}
