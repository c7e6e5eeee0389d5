package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.handlers.HandlerJars;
import dev.holdfast.metrics.MetricsAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
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
 * @param jars     with handlers of a user's own
 * @param grace    how long a task may take to stop when it is asked to; after twice that time the process ends with it
 * @param sweep    how often it looks for what a lost notification left behind; in a burst every second at least, since
 *                 nobody tells it that the last task elsewhere has ended
 * @param burst    end when nothing is left that it could run
 * @param ttl      of the worker type manager only: how long without a sign of life a worker counts as alive
 * @param metrics  where Prometheus may read its numbers; null for nowhere
 */
public record WorkerSettings(ConnectionSettings database, @Nullable String name, int slots, Set<String> handlers,
        HandlerJars jars, Duration grace, Duration sweep, boolean burst, Duration ttl,
        @Nullable InetSocketAddress metrics) {
    private static final String BURST = "--burst";
    private static final List<String> OPTIONS = List.of("--name", "--slots", "--handlers", "--jars", "--grace",
            "--sweep", "--ttl", "--metrics-port");
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
        return new WorkerSettings(database, null, 1, Set.of(), HandlerJars.NONE, Duration.ofSeconds(10),
                Duration.ofSeconds(30), false, Duration.ofSeconds(30), null);
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
        Map<String, String> given = given(arguments);
        WorkerSettings usual = of(ConnectionSettings.parse(url, environment));
        return new WorkerSettings(usual.database, given.get("--name"), number(given, "--slots", usual.slots),
                given.containsKey("--handlers")
                        ? Set.copyOf(Arrays.asList(given.get("--handlers").split(",")))
                        : usual.handlers,
                HandlerJars.of(given.get("--jars"), environment),
                seconds(given, "--grace", usual.grace), seconds(given, "--sweep", usual.sweep),
                given.containsKey(BURST), seconds(given, "--ttl", usual.ttl), null)
                .withMetrics(environment.get("HOLDFAST_METRICS_PORT"))
                .withMetrics(given.get("--metrics-port"));
    }

    /** The options with their values; of several the last. */
    private static Map<String, String> given(List<String> arguments) {
        var given = new HashMap<String, String>();
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String option = left.next();
            if (option.equals(BURST)) {
                given.put(option, "");
            } else if (!OPTIONS.contains(option)) {
                throw new InvalidInput("unknown option " + option,
                        "A worker knows %s and %s.".formatted(String.join(", ", OPTIONS), BURST));
            } else if (left.hasNext()) {
                given.put(option, left.next());
            } else {
                throw new InvalidInput(option + " has no value", null);
            }
        }
        return given;
    }

    /** With metrics at that {@linkplain MetricsAddress address}; null and the empty text change nothing. */
    public WorkerSettings withMetrics(@Nullable String address) {
        return address == null || address.isEmpty()
                ? this
                : new WorkerSettings(database, name, slots, handlers, jars, grace, sweep, burst, ttl,
                        MetricsAddress.parse(address));
    }

    private static Duration seconds(Map<String, String> given, String option, Duration usual) {
        return Duration.ofSeconds(number(given, option, (int) usual.toSeconds()));
    }

    private static int number(Map<String, String> given, String option, int usual) {
        String text = given.get(option);
        try {
            return text == null ? usual : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("%s is %s".formatted(option, text), "Give a whole number.", e);
        }
    }
}
