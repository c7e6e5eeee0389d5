package dev.holdfast.benchmark.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** P9d to P9f: the console on a quiet server. */
public final class ConsoleFigures implements Entry {
    private static final Promise LATENCY = new Promise("P9d.interval",
            "a change in the database to its pixels, median ÷ the default interval", Goal.atMost(1.2));
    private static final Promise WAKE_UPS = new Promise("P9d.wake-ups", "the same with wake-ups on",
            Goal.atMost(100));
    private static final Promise START = new Promise("P9e", "start to first live rows, cluster running",
            Goal.atMost(2));
    private static final Promise LAYOUT = new Promise("P9f.time",
            "graph of 2,000 tasks on 500 resources, layout and draw", Goal.atMost(300));
    private static final Promise STABLE = new Promise("P9f.moved", "share of its boxes that move when one task ends",
            Goal.atMost(5));
    private static final int TASKS = 200;
    /** Milliseconds; the console's own. */
    private static final int INTERVAL = 1_000;

    @Override
    public List<Promise> promises() {
        return List.of(LATENCY, WAKE_UPS, START, LAYOUT, STABLE);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        ConsoleProcess console = ConsoleProcess.ofThisProgram();
        var rows = new ArrayList<Row>();
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            Workload.free(TASKS).submit(bed.connection());
            if (wanted.contains(LATENCY.id())) {
                rows.add(latency(console, bed, scale.of(60, 3)));
            }
            if (wanted.contains(WAKE_UPS.id())) {
                rows.add(WAKE_UPS.measured(pixels(console, bed, scale.of(60, 3), 0), List.of()));
            }
            if (wanted.contains(START.id())) {
                rows.add(start(console, bed, scale.of(10, 2)));
            }
            if (wanted.contains(LAYOUT.id()) || wanted.contains(STABLE.id())) {
                rows.addAll(graph(console, bed, scale.of(20, 2)));
            }
        }
        return rows.stream().filter(row -> wanted.contains(row.id())).toList();
    }

    private static Row latency(ConsoleProcess console, Bed bed, int changes)
            throws IOException, SQLException, InterruptedException {
        Figure millis = pixels(console, bed, changes, INTERVAL);
        Spread spread = millis.spread();
        return LATENCY.measured(new Figure("", millis.value() / INTERVAL, "intervals",
                new Spread(spread.low() / INTERVAL, spread.high() / INTERVAL), millis.settings()), List.of(millis));
    }

    /** @param interval in milliseconds; 0 for a reading at every change */
    private static Figure pixels(ConsoleProcess console, Bed bed, int changes, int interval)
            throws IOException, SQLException, InterruptedException {
        JsonNode measured = console.measure(bed, List.of("LATENCY", "--probe-rounds", Integer.toString(changes),
                "--probe-interval", Integer.toString(interval)), process -> {});
        return Figure.median("change to pixels", new Samples(numbers(measured.path("millis"))), "ms",
                Map.of("changes", Integer.toString(changes), "interval", interval + " ms"));
    }

    private static Row start(ConsoleProcess console, Bed bed, int times)
            throws IOException, SQLException, InterruptedException {
        var seconds = new ArrayList<Double>();
        // The first one reads from the disk what the others find in memory.
        for (int i = -1; i < times; i++) {
            long begin = System.currentTimeMillis();
            JsonNode measured = console.measure(bed, List.of("LIVE"), process -> {});
            if (i >= 0) {
                seconds.add((measured.path("epochMillis").asLong() - begin) / 1e3);
            }
        }
        return START.measured(Figure.median("", new Samples(seconds), "s", Map.of("starts", Integer.toString(times))),
                List.of());
    }

    private static List<Row> graph(ConsoleProcess console, Bed bed, int rounds)
            throws IOException, SQLException, InterruptedException {
        JsonNode measured = console.measure(bed, List.of("GRAPH", "--probe-rounds", Integer.toString(rounds)),
                process -> {});
        Map<String, String> settings = Map.of("rounds", Integer.toString(rounds), "boxes",
                measured.path(0).path("boxes").asText());
        var layout = new ArrayList<Double>();
        var draw = new ArrayList<Double>();
        var both = new ArrayList<Double>();
        var moved = new ArrayList<Double>();
        for (JsonNode round : measured) {
            layout.add(round.path("layout").asDouble());
            draw.add(round.path("draw").asDouble());
            both.add(round.path("layout").asDouble() + round.path("draw").asDouble());
            moved.add(100 * round.path("moved").asDouble());
        }
        return List.of(
                LAYOUT.measured(Figure.median("", new Samples(both), "ms", settings),
                        List.of(Figure.median("layout", new Samples(layout), "ms", settings),
                                Figure.median("draw", new Samples(draw), "ms", settings))),
                STABLE.measured(Figure.median("", new Samples(moved), "%", settings), List.of()));
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
    }
}
