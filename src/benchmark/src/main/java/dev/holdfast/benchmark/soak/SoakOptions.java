package dev.holdfast.benchmark.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code holdfast bench soak} on the command line. */
public final class SoakOptions {
    @Option(names = "--minutes", defaultValue = "5", description = "How long to strike; ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--seed", description = "Repeats the choices of a run; a new one if left out.")
    private @Nullable Long seed;

    @Option(names = "--workers", defaultValue = "4", description = "Worker processes at once; ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--evidence", defaultValue = "${sys:java.io.tmpdir}", paramLabel = "DIRECTORY", description = "Where to keep what happened when a promise was broken; ${DEFAULT-VALUE}.")
    private Path evidence = Path.of("");

    @Option(names = "--keep", description = "Keep what happened in any case.")
    private boolean keep;

    @Option(names = "--go-on", description = "Do not end when a promise was broken.")
    private boolean goOn;

    @Option(names = "--programs", paramLabel = "DIRECTORY", description = "Where to keep PostgreSQL's programs for the next run; unpacked anew if left out.")
    private @Nullable Path programs;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    /**
     * Soaks and prints what came out.
     *
     * @return not 0 when a promise was broken
     */
    public int run(PrintWriter out) throws IOException, SQLException, InterruptedException {
        var settings = SoakSettings.of(Duration.ofMinutes(minutes), seed == null ? System.nanoTime() : seed, workers,
                evidence, keep);
        if (programs != null) {
            settings = settings.programs(programs);
        }
        if (goOn) {
            settings = settings.goingOn();
        }
        out.printf("seed %d%n", settings.seed());
        out.flush();
        Summary summary = Soak.run(settings, line -> {
            out.println(line);
            out.flush();
        });
        summary.print(out);
        return summary.violations().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
