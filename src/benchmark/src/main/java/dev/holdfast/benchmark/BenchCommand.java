package dev.holdfast.benchmark;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.charts.Charts;
import dev.holdfast.benchmark.faults.FaultsOptions;
import dev.holdfast.benchmark.figures.Measurement;
import dev.holdfast.benchmark.latency.Latency;
import dev.holdfast.benchmark.plans.Plans;
import dev.holdfast.benchmark.seed.SeedOptions;
import dev.holdfast.benchmark.soak.SoakOptions;
import dev.holdfast.benchmark.start.WorkerStart;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.benchmark.throughput.Throughput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast bench}: each figure on a cluster of its own, which is gone at the end. */
@Command(name = "bench", description = "Measures Holdfast on a temporary cluster; your own is left alone.")
final class BenchCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(description = "From submit to start on an idle cluster, as a ratio to plain NOTIFY and claim.")
    int latency(@Mixin ReportOptions options,
            @Option(names = "--tasks", defaultValue = "200", description = "Tasks on each of both paths; ${DEFAULT-VALUE}.") int tasks)
            throws IOException, SQLException, InterruptedException {
        return report(new Latency(tasks), options);
    }

    @Command(description = "A worker process from start to online, and its resident memory.")
    int start(@Mixin ReportOptions options,
            @Option(names = "--times", defaultValue = "5", description = "Starts, after a first one; ${DEFAULT-VALUE}.") int times,
            @Option(names = "--tasks", defaultValue = "1000", description = "Tasks before memory is read again; ${DEFAULT-VALUE}.") int tasks)
            throws IOException, SQLException, InterruptedException {
        return report(new WorkerStart(times, tasks), options);
    }

    @Command(description = "Tasks per second with more and more workers, with and without resources.")
    int throughput(@Mixin ReportOptions options,
            @Option(names = "--tasks", defaultValue = "2000", description = "Tasks in each run; ${DEFAULT-VALUE}.") int tasks,
            @Option(names = "--workers", split = ",", defaultValue = "1,2,4", description = "Numbers of worker processes; ${DEFAULT-VALUE}.") List<Integer> workers,
            @Option(names = "--rounds", defaultValue = "3", description = "Runs of each kind; ${DEFAULT-VALUE}.") int rounds)
            throws IOException, SQLException, InterruptedException {
        return report(new Throughput(tasks, workers, rounds), options);
    }

    @Command(description = "Time and pages of the statements inside claim and admission.")
    int plans(@Mixin ReportOptions options,
            @Option(names = "--waiting", split = ",", defaultValue = "1000,100000", description = "How many tasks wait; ${DEFAULT-VALUE}.") List<Integer> waiting)
            throws IOException, SQLException, InterruptedException {
        return report(new Plans(waiting), options);
    }

    @Command(description = "All figures that have a goal, with their verdicts; peers are run beside.")
    int figures(@Mixin ReportOptions options,
            @Option(names = "--quick", description = "Small sizes: shows that all works, not how good it is.") boolean quick,
            @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these, such as P1,P5.") @Nullable List<String> only,
            @Option(names = "--charts", paramLabel = "DIR", description = "Draw charts into this directory.") @Nullable Path charts)
            throws IOException, SQLException, InterruptedException {
        List<Row> rows = table(Table.of(only == null ? List.of() : only), options, quick);
        if (charts != null) {
            Charts.write(rows, charts);
        }
        return 0;
    }

    @Command(description = "The console's window before an incident: stalls, cost, memory, latency, start, graph.")
    int console(@Mixin ReportOptions options,
            @Option(names = "--quick", description = "Small sizes: shows that all works, not how good it is.") boolean quick,
            @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these, such as P9a,P9e.") @Nullable List<String> only,
            @Option(names = "--rounds", defaultValue = "0", description = "How often each view is looked at; 12 in full.") int rounds,
            @Option(names = "--seconds", defaultValue = "0", description = "How long each time; 60 in full.") int seconds)
            throws IOException, SQLException, InterruptedException {
        table(Table.ofConsole(rounds, seconds, only == null ? List.of() : only), options, quick);
        return 0;
    }

    private List<Row> table(Table table, ReportOptions options, boolean quick)
            throws IOException, SQLException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String postgres;
        try (Bed bed = Bed.open()) {
            postgres = bed.serverVersion();
        }
        TableReport.printHead(out);
        List<Row> rows = table.measure(new Scale(quick), row -> TableReport.print(row, out));
        TableReport report = TableReport.of(postgres, quick ? "quick" : "full", rows);
        report.printFoot(out);
        options.write(report);
        return rows;
    }

    @Command(description = "Random work under random faults, and whether all promises were kept.")
    int soak(@Mixin SoakOptions options) throws IOException, SQLException, InterruptedException {
        return options.run(spec.commandLine().getOut());
    }

    @Command(description = "What becomes of jobs when a worker, its network or PostgreSQL fails; peers are struck too.")
    int faults(@Mixin FaultsOptions options) throws IOException, SQLException, InterruptedException {
        return options.run(spec.commandLine().getOut());
    }

    @Command(description = "The benchmark of the reference: one burst, both worker types, more and more workers.")
    int seed(@Mixin SeedOptions options) throws IOException, SQLException, InterruptedException {
        return options.run(spec.commandLine().getOut());
    }

    private int report(Measurement measurement, ReportOptions options)
            throws IOException, SQLException, InterruptedException {
        try (Bed bed = Bed.open()) {
            Report report = Report.of(bed.serverVersion(), measurement.on(bed));
            report.print(spec.commandLine().getOut());
            options.write(report);
            return 0;
        }
    }
}
