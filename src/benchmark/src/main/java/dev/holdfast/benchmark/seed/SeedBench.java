package dev.holdfast.benchmark.seed;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.schedule.ListSchedule;
import dev.holdfast.benchmark.seed.Point.Round;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Runs the bursts: of each type with each number of workers, the same needs for all of one round. */
final class SeedBench {
    private static final String CONTROL = "control";
    private static final String IDEAL = "ideal";
    /** A worker's watch over its neighbour waits in a statement, and works not. */
    private static final String DATABASE_MILLIS = """
            SELECT COALESCE(sum(total_exec_time), 0)::float8 FROM pg_stat_statements WHERE query NOT LIKE '%await_end%'
            """;

    private final Bed bed;
    private final Burst burst;
    private final PrintWriter printer;

    private SeedBench(Bed bed, Burst burst, PrintWriter printer) {
        this.bed = bed;
        this.burst = burst;
        this.printer = printer;
    }

    static List<Point> measure(Burst burst, List<WorkerType> types, List<Integer> workers, int rounds, long seed,
            PrintWriter printer) throws IOException, SQLException, InterruptedException {
        var random = new Random(seed);
        List<List<BitSet>> needs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            needs.add(burst.draw(random));
        }
        printer.printf("%-9s %7s %14s %14s %12s %12s %14s%n", "TYPE", "WORKERS", "SUBMIT ms", "PICK UP s", "MAKESPAN s",
                "STATEMENTS", "DATABASE ms");
        var points = new ArrayList<Point>();
        try (Bed bed = Bed.open()) {
            var bench = new SeedBench(bed, burst, printer);
            bed.trainWorkers();
            for (int count : workers) {
                points.add(bench.tell(
                        new Point(IDEAL, count, needs.stream().map(drawn -> ideal(burst, drawn, count)).toList())));
                points.add(bench.tell(new Point(CONTROL, count, bench.control(needs, count))));
                for (WorkerType type : types) {
                    points.add(bench.tell(new Point(type.word(), count, bench.rounds(type, needs, count))));
                }
            }
        }
        return points;
    }

    private Point tell(Point point) {
        printer.printf("%-9s %7d %14.2f %14.3f %12.1f %12.1f %14.2f%n", point.series(), point.workers(),
                point.mean(Round::submit) * 1000, point.mean(Round::pickup), point.mean(Round::makespan),
                point.mean(Round::statements), point.mean(Round::database) * 1000);
        printer.flush();
        return point;
    }

    private static Round ideal(Burst burst, List<BitSet> drawn, int workers) {
        ListSchedule.Ideal ideal = ListSchedule.of(drawn, workers, burst.seconds());
        return Round.ideal(ideal.meanWait(), ideal.makespan());
    }

    /** What is left of a rise of the submits when nothing but the number of processes grows. */
    private List<Round> control(List<List<BitSet>> needs, int count)
            throws IOException, SQLException, InterruptedException {
        var sleepers = new ArrayList<Process>();
        var rounds = new ArrayList<Round>();
        try {
            for (int i = 0; i < count; i++) {
                sleepers.add(new ProcessBuilder("sleep", "100000").start());
            }
            for (List<BitSet> drawn : needs) {
                rounds.add(Round.control(submit(drawn)));
                bed.removeTasks();
            }
        } finally {
            sleepers.forEach(Process::destroyForcibly);
        }
        return rounds;
    }

    private List<Round> rounds(WorkerType type, List<List<BitSet>> needs, int count)
            throws SQLException, InterruptedException {
        bed.switchTo(type);
        var rounds = new ArrayList<Round>();
        for (List<BitSet> drawn : needs) {
            try {
                bed.launch(count);
                bed.awaitIdle(count);
                rounds.add(run(drawn));
            } finally {
                bed.stopWorkers();
                bed.removeTasks();
            }
        }
        return rounds;
    }

    private Round run(List<BitSet> drawn) throws SQLException, InterruptedException {
        Sql.run(bed.connection(), "SELECT pg_stat_statements_reset()");
        double begin = bed.number("SELECT extract(epoch FROM clock_timestamp())::float8");
        double submit = submit(drawn);
        bed.awaitEnd();
        double tasks = burst.tasks();
        return new Round(submit,
                bed.number("SELECT avg(extract(epoch FROM started_at - ready_at))::float8 FROM holdfast.finished"),
                bed.number("SELECT extract(epoch FROM max(finished_at))::float8 FROM holdfast.finished") - begin,
                bed.number("SELECT COALESCE(sum(calls), 0)::float8 FROM pg_stat_statements") / tasks,
                bed.number(DATABASE_MILLIS) / 1000 / tasks);
    }

    /** Each task in a transaction of its own, on one connection; mean seconds for each. */
    private double submit(List<BitSet> drawn) throws SQLException {
        try (Connection connection = bed.connect()) {
            long start = System.nanoTime();
            for (BitSet one : drawn) {
                Tasks.submit(connection, burst.request(one));
            }
            return (System.nanoTime() - start) / 1e9 / drawn.size();
        }
    }
}
