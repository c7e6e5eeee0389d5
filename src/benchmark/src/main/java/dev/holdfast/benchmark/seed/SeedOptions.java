package dev.holdfast.benchmark.seed;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code holdfast bench seed} is told. */
public final class SeedOptions {
    @Option(names = "--types", split = ",", defaultValue = "advisory,manager", description = "Worker types; ${DEFAULT-VALUE}.")
    private List<String> types = List.of();

    @Option(names = "--workers", split = ",", defaultValue = "1,2,4,8,16,32,64", description = "Numbers of worker processes; ${DEFAULT-VALUE}.")
    private List<Integer> workers = List.of();

    @Option(names = "--tasks", defaultValue = "256", description = "Tasks of the burst; ${DEFAULT-VALUE}.")
    private int tasks;

    @Option(names = "--resources", defaultValue = "128", description = "Resources to choose from; ${DEFAULT-VALUE}.")
    private int resources;

    @Option(names = "--needs", defaultValue = "2", description = "Resources that each task has for itself; ${DEFAULT-VALUE}.")
    private int needs;

    @Option(names = "--seconds", defaultValue = "0.5", description = "How long each task takes; ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Repetitions, each with other needs, the same for both types; ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", defaultValue = "42", description = "Of the random needs; ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Write seed.csv, seed.json and the panels into this directory.")
    private @Nullable Path out;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    public int run(PrintWriter printer) throws IOException, SQLException, InterruptedException {
        if (needs < 0 || needs > resources) {
            throw new InvalidInput("--needs is " + needs, "Give a number from 0 to --resources.");
        } else if (tasks < 1 || rounds < 1 || workers.stream().anyMatch(n -> n < 1)) {
            throw new InvalidInput("--tasks, --rounds or --workers is less than 1", "Give larger numbers.");
        }
        var burst = new Burst(tasks, resources, needs, seconds);
        List<Point> points = SeedBench.measure(burst, types.stream().map(WorkerType::of).toList(), workers, rounds,
                seed,
                printer);
        if (out != null) {
            SeedFiles.write(burst, rounds, seed, points, out);
            Panels.draw(points, out);
            printer.println("written to " + out);
        }
        return 0;
    }
}
