package dev.holdfast.cli.workers;

import dev.holdfast.cli.session.Session;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.handlers.HandlerJars;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.worker.WorkerMain;
import dev.holdfast.worker.WorkerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "worker", description = {"Runs one worker until Ctrl-C; then it finishes what it runs.",
        "A second Ctrl-C stops its tasks. Exit codes: 0 drained, 1 tasks were interrupted, 70 a handler ignored that."}, footer = {
                "  holdfast worker --slots 4 --handlers command,sleep",
                "  holdfast worker --jars target/jobs.jar --handlers resize",
                "  holdfast worker --burst      works off what there is"})
final class RunWorker implements Callable<Integer> {
    @Mixin
    private final Session session;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "1", description = {
            "How many tasks it runs at once. Default: ${DEFAULT-VALUE}."})
    private int slots;

    @Option(names = "--handlers", split = ",", paramLabel = "HANDLER", description = {
            "What it may run, with commas. Default: all in the local cluster; elsewhere all but command, "
                    + "with which whoever may submit could run programs on this host."})
    private Set<String> handlers = Set.of();

    @Option(names = "--jars", paramLabel = "PATH", description = {
            "Jars with handlers of your own and with what they need, as in a class path; a directory stands for all jars "
                    + "in it. Default: HOLDFAST_JARS, else none."})
    private @Nullable String jars;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name for people. Default: host and process id.")
    private @Nullable String name;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "10", description = {
            "How long a task may take to stop when it is asked to. Default: ${DEFAULT-VALUE}."})
    private long grace;

    @Option(names = "--burst", description = "Ends when nothing is left that it could run.")
    private boolean burst;

    @Option(names = "--ttl", paramLabel = "SECONDS", defaultValue = "30", description = {
            "Of the worker type manager: how long without a sign of life it counts as alive. Default: ${DEFAULT-VALUE}."})
    private long ttl;

    @Option(names = "--metrics-port", paramLabel = "[HOST:]PORT", description = {
            "Serves numbers for Prometheus at http://localhost:PORT/metrics. Default: HOLDFAST_METRICS_PORT, else none."})
    private @Nullable String metrics;

    RunWorker(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConnectionSettings database = session.settings();
        Map<String, String> environment = session.terminal().environment();
        var own = HandlerJars.of(jars, environment);
        return WorkerMain.run(new WorkerSettings(database, name, slots, allowed(), own, Duration.ofSeconds(grace),
                WorkerSettings.of(database).sweep(), burst, Duration.ofSeconds(ttl), null)
                .withMetrics(environment.get("HOLDFAST_METRICS_PORT"))
                .withMetrics(metrics));
    }

    private Set<String> allowed() {
        return handlers.isEmpty() && session.isLocal() ? Set.of(Handlers.ALL) : handlers;
    }
}
