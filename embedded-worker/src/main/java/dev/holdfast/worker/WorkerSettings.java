package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.metrics.MetricsAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told at its start.
 *
 * @param name     a label for people; need not be unique
 * @param slots    how many tasks it runs at once
 * @param handlers those it may run; empty for all that are installed, except {@code command}
 * @param grace    how long a task may take to stop when it is asked to; after twice that time the process ends with it
 * @param sweep    how often it looks for what a lost notification left behind; in a burst every second at least, since
 *                 nobody tells it that the last task elsewhere has ended
 * @param burst    end when nothing is left that it could run
 * @param ttl      of the worker type manager only: how long without a sign of life a worker counts as alive
 * @param metrics  where Prometheus may read its numbers; null for nowhere
 */
public record WorkerSettings(ConnectionSettings database, @Nullable String name, int slots, Set<String> handlers,
        Duration grace, Duration sweep, boolean burst, Duration ttl, @Nullable InetSocketAddress metrics) {
    private static final Duration BURST_SWEEP = Duration.ofSeconds(1);

    public WorkerSettings {
        handlers = Set.copyOf(handlers);
        if (slots < 1 || slots > 1000) {
            throw new InvalidInput("--slots is " + slots, "Give a number from 1 to 1000.");
        }
        if (!grace.isPositive() || !sweep.isPositive() || !ttl.isPositive()) {
            throw new InvalidInput("--grace, --sweep and --ttl must be more than 0 seconds", null);
        }
        if (burst && sweep.compareTo(BURST_SWEEP) > 0) {
            sweep = BURST_SWEEP;
        }
    }

    public static WorkerSettings of(ConnectionSettings database) {
        return new WorkerSettings(database, null, 1, Set.of(), Duration.ofSeconds(10), Duration.ofSeconds(30), false,
                Duration.ofSeconds(30), null);
    }

    /**
     * Reads the arguments of a worker process. The address of the database comes from {@code HOLDFAST_URL}, the user from
     * {@code HOLDFAST_USER}, the password from {@code PGPASSWORD} or {@code ~/.pgpass}: never from an argument, which every
     * user of the host could read.
     */
    public static WorkerSettings parse(List<String> arguments, Map<String, String> environment) {
        String url = environment.get("HOLDFAST_URL");
        if (url == null) {
            throw new InvalidInput("HOLDFAST_URL is not set",
                    "Set it to the database's address, such as postgresql://host/database.");
        }
        WorkerSettings settings = of(ConnectionSettings.parse(url, environment))
                .withMetrics(environment.get("HOLDFAST_METRICS_PORT"));
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            settings = settings.with(left.pop(), left);
        }
        return settings;
    }

    private WorkerSettings with(String option, Deque<String> left) {
        return switch (option) {
            case "--burst" -> new WorkerSettings(database, name, slots, handlers, grace, sweep, true, ttl, metrics);
            case "--name" ->
                new WorkerSettings(database, value(option, left), slots, handlers, grace, sweep, burst, ttl, metrics);
            case "--slots" ->
                new WorkerSettings(database, name, number(option, left), handlers, grace, sweep, burst, ttl, metrics);
            case "--handlers" -> new WorkerSettings(database, name, slots,
                    new LinkedHashSet<>(Arrays.asList(value(option, left).split(","))), grace, sweep, burst, ttl,
                    metrics);
            case "--grace" ->
                new WorkerSettings(database, name, slots, handlers, seconds(option, left), sweep, burst, ttl,
                        metrics);
            case "--sweep" ->
                new WorkerSettings(database, name, slots, handlers, grace, seconds(option, left), burst, ttl,
                        metrics);
            case "--ttl" ->
                new WorkerSettings(database, name, slots, handlers, grace, sweep, burst, seconds(option, left),
                        metrics);
            case "--metrics-port" -> withMetrics(value(option, left));
            default -> throw new InvalidInput("unknown option " + option,
                    "A worker knows --name, --slots, --handlers, --grace, --sweep, --ttl, --metrics-port and --burst.");
        };
    }

    /** With metrics at that {@linkplain MetricsAddress address}; null and the empty text change nothing. */
    public WorkerSettings withMetrics(@Nullable String address) {
        return address == null || address.isEmpty()
                ? this
                : new WorkerSettings(database, name, slots, handlers, grace, sweep, burst, ttl,
                        MetricsAddress.parse(address));
    }

    private static Duration seconds(String option, Deque<String> left) {
        return Duration.ofSeconds(number(option, left));
    }

    private static int number(String option, Deque<String> left) {
        String text = value(option, left);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("%s is %s".formatted(option, text), "Give a whole number.", e);
        }
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new InvalidInput(option + " has no value", null);
        }
        return left.pop();
    }
}
