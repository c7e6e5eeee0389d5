package dev.holdfast.metrics;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Refused;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.LockSession;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what happens in a worker and serves it, with what the database knows of it, as Prometheus text. Thread-safe. */
public final class Metrics implements WorkerEvents {
    private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100),
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10),
            Duration.ofHours(1)};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer waits = timer("holdfast.task.wait", "From the submit of a task to its start");
    private final Timer readiness = timer("holdfast.task.ready", "From when a task lacked only a worker to its start");
    private final Timer runs = timer("holdfast.task.run", "How long attempts ran");
    private final Counter wakeUps = counter("holdfast.wakeups", "Times that the worker was told to look for tasks");
    private final Counter sweeps = counter("holdfast.sweeps", "Looks for what a lost notification may have left");
    private final Counter findings = counter("holdfast.sweeps.found", "Those of them that found something");
    private final Counter reaped = counter("holdfast.lost.tasks", "Tasks of dead workers that this one settled");
    private final DatabaseNumbers numbers;
    private final MetricsServer server;
    private boolean idle;
    private boolean sweptWhileIdle;

    private Metrics(ConnectionSettings database, int slots, InetSocketAddress address) throws IOException {
        this.numbers = new DatabaseNumbers(database, registry);
        Gauge.builder("holdfast.slots", () -> slots)
                .description("Tasks that the worker may run at once")
                .register(registry);
        this.server = new MetricsServer(address, () -> {
            numbers.refresh();
            return registry.scrape();
        });
    }

    /**
     * Starts to count, and to serve the numbers.
     *
     * @throws Refused when the port is taken
     */
    public static Metrics start(ConnectionSettings database, int slots, InetSocketAddress address) {
        try {
            return new Metrics(database, slots, address);
        } catch (IOException e) {
            throw new Refused("metrics cannot be served at %s: %s".formatted(address, e.getMessage()),
                    "Each worker on a host needs a port of its own; 0 takes any that is free, and the log says which.",
                    e);
        }
    }

    @Override
    public void online(int workerId) {
        numbers.of(workerId);
    }

    @Override
    public void woken() {
        wakeUps.increment();
        sweptWhileIdle = false;
    }

    @Override
    public void claimed(List<Claimed> tasks, LockSession session) throws SQLException {
        if (!tasks.isEmpty()) {
            for (LockSession.Wait wait : session.waits(tasks.stream().map(Claimed::id).toList())) {
                waits.record(wait.sinceSubmit());
                readiness.record(wait.sinceReady());
            }
            if (sweptWhileIdle) {
                findings.increment();
            }
        }
        sweptWhileIdle = false;
        idle = tasks.isEmpty();
    }

    @Override
    public void ended(@Nullable TaskState state, Duration took) {
        String outcome = state == null ? "lost" : state == TaskState.WAITING ? "retried" : state.word();
        registry.counter("holdfast.tasks.ended", "outcome", outcome).increment();
        runs.record(took);
    }

    @Override
    public void swept(int lostWorkers) {
        sweeps.increment();
        if (lostWorkers > 0) {
            findings.increment();
        } else {
            sweptWhileIdle = idle;
        }
    }

    @Override
    public void reaped(int tasks) {
        reaped.increment(tasks);
    }

    @Override
    public void close() {
        server.close();
        numbers.close();
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
