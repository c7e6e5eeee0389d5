package dev.holdfast.benchmark.faults;

import dev.holdfast.benchmark.peers.Entrant;
import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code holdfast bench faults} on the command line. */
public final class FaultsOptions {
    @Option(names = "--seconds", defaultValue = "90", description = "How long to wait for a job to run again; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--only", split = ",", paramLabel = "PROGRAM", description = "Only these, such as Holdfast,pg-boss.")
    private @Nullable List<String> only;

    @Option(names = "--strikes", split = ",", paramLabel = "FAULT", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<Strike> strikes;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    /** Strikes and prints what came out. */
    public int run(PrintWriter out) throws IOException, SQLException, InterruptedException {
        Set<Strike> chosen = strikes == null || strikes.isEmpty()
                ? EnumSet.allOf(Strike.class)
                : EnumSet.copyOf(strikes);
        var trials = new Trials(entrants(), chosen, Times.ofPatience(Duration.ofSeconds(seconds)));
        out.println(Outcome.head());
        out.flush();
        trials.run(line -> {
            out.println(line);
            out.flush();
        });
        return ExitCode.OK;
    }

    private List<Entrant> entrants() {
        return only == null ? Entrant.all() : only.stream().map(FaultsOptions::entrant).toList();
    }

    private static Entrant entrant(String name) {
        return Entrant.named(name)
                .orElseThrow(() -> new InvalidInput("there is no program " + name, "There are "
                        + Entrant.all().stream().map(Entrant::label).collect(Collectors.joining(", ")) + "."));
    }
}
