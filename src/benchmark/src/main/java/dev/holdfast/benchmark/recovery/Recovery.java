package dev.holdfast.benchmark.recovery;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Poll;
import dev.holdfast.benchmark.bed.Workload;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** P12: from SIGKILL of a worker process until its task runs on another one, and the same of the peers. */
public final class Recovery implements Entry {
    private static final Promise PROMISE = new Promise("P12",
            "killed worker's task running again ÷ its normal submit to start, medians", Goal.atMost(100));
    private static final TaskRequest LONG = TaskRequest.of("sleep").payload("{\"seconds\": 3600}").maxAttempts(5);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int WORKERS = 2;

    @Override
    public List<Promise> promises() {
        return List.of(PROMISE);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        int rounds = scale.of(20, 3);
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            var again = new ArrayList<Double>();
            var normal = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                take(bed, again, normal);
            }
            Map<String, String> settings = Map.of("rounds", Integer.toString(rounds), "workers",
                    Integer.toString(WORKERS));
            var parts = new ArrayList<>(List.of(
                    Figure.median("again after SIGKILL", new Samples(again), "ms", settings),
                    Figure.median("submit to start", new Samples(normal), "ms", settings)));
            var notes = new ArrayList<String>();
            new PeerRecovery(bed, scale).addTo(parts, notes);
            return List.of(PROMISE.measured(
                    Figure.ratio(PROMISE.id(), new Pairs(again, normal), Samples::median, settings), parts, notes));
        }
    }

    private static void take(Bed bed, List<Double> again, List<Double> normal)
            throws SQLException, InterruptedException {
        try {
            bed.launch(WORKERS);
            bed.awaitIdle(WORKERS);
            long id = Tasks.submit(bed.connection(), LONG);
            normal.add(awaitAttempt(bed, id, 1) - bed.number(
                    "SELECT (extract(epoch FROM submitted_at) * 1000)::float8 FROM holdfast.tasks WHERE id = ?", id));
            double pid = bed.number(
                    """
                            SELECT w.pid::float8 FROM holdfast.tasks AS t JOIN holdfast.workers AS w ON w.id = t.worker_id WHERE t.id = ?
                            """,
                    id);
            double killed = bed.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8");
            bed.killWorker((long) pid);
            again.add(awaitAttempt(bed, id, 2) - killed);
        } finally {
            bed.killWorkers();
            Workload.forget(bed.connection());
        }
    }

    /** When this attempt of the task started, in milliseconds of the server's clock. */
    private static double awaitAttempt(Bed bed, long id, int attempt) throws SQLException, InterruptedException {
        Poll.until("attempt %d running".formatted(attempt), PAUSE, () -> 1 == bed.number("""
                SELECT count(*)::float8 FROM holdfast.tasks WHERE id = ? AND state = 'running' AND attempt = ?
                """, id, attempt));
        return bed.number("SELECT (extract(epoch FROM started_at) * 1000)::float8 FROM holdfast.tasks WHERE id = ?",
                id);
    }
}
