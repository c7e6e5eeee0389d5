package dev.holdfast.benchmark;

import dev.holdfast.benchmark.console.ConsoleFigures;
import dev.holdfast.benchmark.console.IncidentFigures;
import dev.holdfast.benchmark.growth.ClaimTime;
import dev.holdfast.benchmark.growth.OldSnapshot;
import dev.holdfast.benchmark.latency.StartLatency;
import dev.holdfast.benchmark.rates.Rates;
import dev.holdfast.benchmark.recovery.Recovery;
import dev.holdfast.benchmark.schedule.Makespan;
import dev.holdfast.benchmark.start.WorkerCost;
import dev.holdfast.benchmark.submit.BulkSubmit;
import dev.holdfast.benchmark.submit.SubmitBesideBusy;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.benchmark.throughput.Statements;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All figures that have a goal, or those that somebody wants. */
final class Table {
    private static final Logger log = LoggerFactory.getLogger(Table.class);

    private final List<Entry> entries;
    /** Ids of promises. */
    private final Set<String> wanted;

    /**
     * @param only names such as P1 or P1.w64; empty for all
     * @throws InvalidInput when there is no figure of a name
     */
    Table(List<Entry> entries, List<String> only) {
        this.entries = List.copyOf(entries);
        this.wanted = wanted(only);
    }

    static Table of(List<String> only) {
        return new Table(List.of(new Makespan(), new SubmitBesideBusy(), new Rates(), new StartLatency(),
                new Statements(), new ClaimTime(), new WorkerCost(), new BulkSubmit(), new OldSnapshot(),
                new Recovery()), only);
    }

    /**
     * Those of the console.
     *
     * @param rounds  how often each view is looked at; 0 for what the scale says
     * @param seconds how long each time; 0 as well
     */
    static Table ofConsole(int rounds, int seconds, List<String> only) {
        return new Table(List.of(new IncidentFigures(rounds, seconds), new ConsoleFigures()), only);
    }

    /** Measures, and hands each row over as soon as it is there. What goes wrong is a row too. */
    List<Row> measure(Scale scale, Consumer<Row> listener) throws InterruptedException {
        var rows = new ArrayList<Row>();
        for (Entry entry : entries) {
            if (entry.promises().stream().anyMatch(promise -> wanted.contains(promise.id()))) {
                for (Row row : measure(entry, scale)) {
                    rows.add(row);
                    listener.accept(row);
                }
            }
        }
        return rows;
    }

    private Set<String> wanted(List<String> only) {
        List<Promise> all = entries.stream().flatMap(entry -> entry.promises().stream()).toList();
        for (String name : only) {
            if (all.stream().noneMatch(promise -> names(promise, name))) {
                throw new InvalidInput("there is no figure " + name, "There are " + all.stream()
                        .map(Promise::group)
                        .distinct()
                        .collect(Collectors.joining(", ")) + ".");
            }
        }
        return all.stream()
                .filter(promise -> only.isEmpty() || only.stream().anyMatch(name -> names(promise, name)))
                .map(Promise::id)
                .collect(Collectors.toSet());
    }

    private static boolean names(Promise promise, String name) {
        return name.equalsIgnoreCase(promise.id()) || name.equalsIgnoreCase(promise.group())
        // P3 stands for P3a and P3b.
                || promise.group()
                        .toUpperCase(Locale.ROOT)
                        .matches(Pattern.quote(
                                name.toUpperCase(Locale.ROOT)) + "[A-Z]");
    }

    private List<Row> measure(Entry entry, Scale scale) throws InterruptedException {
        try {
            return entry.measure(scale, wanted);
        } catch (IOException | SQLException | HoldfastException e) {
            log.warn("a figure could not be measured", e);
            return entry.promises()
                    .stream()
                    .filter(promise -> wanted.contains(promise.id()))
                    .map(promise -> promise.notMeasured(String.valueOf(e.getMessage())))
                    .toList();
        }
    }
}
