package dev.holdfast.benchmark.throughput;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** P6: statements that arrive at the server, counted by itself. */
public final class Statements implements Entry {
    private static final Promise PER_TASK = new Promise("P6.task", "SQL statements per task, submit to finish",
            Goal.atMost(6));
    private static final Promise PER_SECOND = new Promise("P6.idle", "SQL statements per idle worker and second",
            Goal.atMost(0.1));
    private static final String COUNT = "SELECT COALESCE(sum(calls), 0)::float8 FROM pg_stat_statements";

    @Override
    public List<Promise> promises() {
        return List.of(PER_TASK, PER_SECOND);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        int workers = scale.of(64, 8);
        int tasks = scale.of(5_000, 200);
        try (Bed bed = Bed.open()) {
            bed.launch(workers);
            bed.awaitIdle(workers);
            var perTask = new ArrayList<Double>();
            for (int round = 0; round < scale.of(3, 1); round++) {
                perTask.add(ofTasks(bed, tasks));
                bed.awaitIdle(workers);
            }
            // Workers that have just fallen asleep look around a few times, and their watches wait in spells that grow.
            Thread.sleep(Duration.ofSeconds(scale.of(60, 3)));
            var perSecond = new ArrayList<Double>();
            for (int round = 0; round < 3; round++) {
                perSecond.add(whileIdle(bed, Duration.ofSeconds(scale.of(60, 3))) / workers);
            }
            Map<String, String> settings = Map.of("workers", Integer.toString(workers), "tasks",
                    Integer.toString(tasks));
            return List.of(
                    PER_TASK.measured(Figure.median(PER_TASK.id(), new Samples(perTask), "per task", settings),
                            List.of()),
                    PER_SECOND.measured(Figure.median(PER_SECOND.id(), new Samples(perSecond), "per second", settings),
                            List.of()));
        }
    }

    /** Those of the workers, and one for each task that a client would have sent. */
    private static double ofTasks(Bed bed, int tasks) throws SQLException, InterruptedException {
        Sql.run(bed.connection(), "SELECT pg_stat_statements_reset()");
        new Workload(tasks, true, 1, true).submit(bed.connection());
        bed.awaitEnd();
        return bed.number(COUNT) / tasks + 1;
    }

    private static double whileIdle(Bed bed, Duration time) throws SQLException, InterruptedException {
        Sql.run(bed.connection(), "SELECT pg_stat_statements_reset()");
        Thread.sleep(time);
        return bed.number(COUNT) / time.toSeconds();
    }
}
