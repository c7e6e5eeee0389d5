package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NoConnection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = {"Runs a local cluster without a window until Ctrl-C: PostgreSQL and workers.",
        "Prints one line, the address of the database, when it is ready. Ctrl-C drains the workers and stops all."}, footer = {
                "  holdfast up --workers 4",
                "  holdfast up --workers 2 --data /srv/holdfast --port 5433"})
final class Up implements Callable<Integer> {
    private static final int MOST_WORKERS = 256;
    private static final int HIGHEST_PORT = 65_535;
    private static final long LOOK_MILLIS = 1000;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = {
            "How many worker processes. Default: ${DEFAULT-VALUE}."})
    private int workers;

    @Option(names = "--data", paramLabel = "DIR", description = {
            "Where the server keeps its data. Default: this user's data directory."})
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Where it listens. Default: a free one.")
    private @Nullable Integer port;

    private final Terminal terminal;
    private final LocalCluster cluster;

    Up(Terminal terminal, LocalCluster cluster) {
        this.terminal = terminal;
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        check("--workers", workers, 0, MOST_WORKERS);
        if (port != null) {
            check("--port", port, 1, HIGHEST_PORT);
        }
        try (Stop stop = Stop.onSignal(); var running = cluster.up(workers, data, port)) {
            terminal.out().println(running.settings().address());
            terminal.say("ready; the password is in PGPASSFILE=" + running.passwordFile() + "; Ctrl-C stops all");
            while (!stop.await(LOOK_MILLIS)) {
                if (!running.isAlive()) {
                    throw new NoConnection("the server has ended",
                            "Its log is with its data; holdfast up starts it again.");
                }
            }
            terminal.say("stopping");
        }
        return ExitCodes.DONE;
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInput(option + " is " + value, "Give a number from %d to %d.".formatted(least, most));
        }
    }
}
