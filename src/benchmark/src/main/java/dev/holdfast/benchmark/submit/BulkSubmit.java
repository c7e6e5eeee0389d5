package dev.holdfast.benchmark.submit;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/** P10: many tasks in one call, in turns with COPY of the same values into a table without an index. */
public final class BulkSubmit implements Entry {
    private static final Promise PROMISE = new Promise("P10",
            "bulk submit, tasks/s ÷ COPY of the same rows into a bare table", Goal.atLeast(0.2));

    @Override
    public List<Promise> promises() {
        return List.of(PROMISE);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        int count = scale.of(100_000, 5_000);
        int rounds = scale.of(5, 2);
        List<TaskRequest> requests = requests(count);
        String rows = rows(requests);
        var ours = new ArrayList<Double>();
        var copy = new ArrayList<Double>();
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            Sql.run(bed.connection(), """
                    CREATE TABLE bare (name text, handler text, payload jsonb, exclusive text[], priority integer,
                                       max_attempts integer)
                    """);
            for (int round = -1; round < rounds; round++) {
                Workload.forget(bed.connection());
                Sql.run(bed.connection(), "TRUNCATE bare");
                Sql.run(bed.connection(), "CHECKPOINT");
                double copied = perSecond(count, () -> copy(bed, rows));
                double submitted = perSecond(count, () -> bed.submit(requests));
                if (round >= 0) {
                    copy.add(copied);
                    ours.add(submitted);
                }
            }
        }
        Map<String, String> settings = Map.of("tasks", Integer.toString(count), "rounds", Integer.toString(rounds));
        return List.of(PROMISE.measured(
                Figure.ratio(PROMISE.id(), new Pairs(ours, copy), Samples::median, settings), List.of(
                        Figure.median("bulk submit", new Samples(ours), "tasks/s", settings),
                        Figure.median("COPY", new Samples(copy), "rows/s", settings))));
    }

    private static List<TaskRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of("no-op")
                        .handler("sleep")
                        .payload("{\"seconds\": 0, \"n\": %d}".formatted(i)))
                .toList();
    }

    private static String rows(List<TaskRequest> requests) {
        return requests.stream()
                .map(request -> String.join("\t", request.name(), request.handler(), request.payload(), "{}",
                        Integer.toString(request.priority()), Integer.toString(request.maxAttempts())))
                .collect(Collectors.joining("\n"));
    }

    private static void copy(Bed bed, String rows) throws SQLException, IOException {
        bed.connection().unwrap(PGConnection.class).getCopyAPI().copyIn("COPY bare FROM STDIN", new StringReader(rows));
    }

    /** One of the two. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static double perSecond(int count, Work work) throws SQLException, IOException {
        long begin = System.nanoTime();
        work.run();
        return count / ((System.nanoTime() - begin) / 1e9);
    }
}
