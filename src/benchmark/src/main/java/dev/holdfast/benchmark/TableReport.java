package dev.holdfast.benchmark;

import dev.holdfast.benchmark.Report.Machine;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Spread;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of one run, and where and when it was taken.
 *
 * @param scale {@code full} or {@code quick}; the goals are meant for full runs
 */
record TableReport(String date, Machine machine, String scale, Map<String, String> versions, List<Row> figures) {
    private static final String LINE = "%-12s %-70s %7s %10s %-21s %s%n";
    private static final String PART = "             · %-68s %7s %10s %-21s %s%n";

    TableReport {
        versions = Map.copyOf(versions);
        figures = List.copyOf(figures);
    }

    static TableReport of(String postgres, String scale, List<Row> rows) {
        Map<String, String> versions = versions(postgres);
        return new TableReport(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Machine.here(), scale,
                versions,
                rows.stream().map(row -> row.withVersions(versions)).toList());
    }

    private static Map<String, String> versions(String postgres) {
        String holdfast = TableReport.class.getPackage().getImplementationVersion();
        var versions = new TreeMap<>(Map.of("PostgreSQL", postgres, "Java", Runtime.version().toString(), "Holdfast",
                holdfast == null ? "development" : holdfast));
        Stream.of(Peer.values()).forEach(peer -> versions.put(peer.label(), peer.version()));
        return versions;
    }

    static void printHead(PrintWriter out) {
        out.printf(LINE, "FIGURE", "WHAT", "GOAL", "VALUE", "SPREAD", "VERDICT");
        out.flush();
    }

    static void print(Row row, PrintWriter out) {
        out.printf(LINE, row.id(), row.what(), row.goal(), number(row.value()), spread(row.spread()), row.verdict());
        for (Figure part : row.parts()) {
            out.printf(PART, part.id(), "", number(part.value()), spread(part.spread()), part.unit());
        }
        row.notes().forEach(note -> out.printf("             · %s%n", note));
        out.flush();
    }

    void printFoot(PrintWriter out) {
        out.printf("%d met, %d missed, %d not measured; %s run of %s, %s %s, %d processors%n", count(Verdict.MET),
                count(Verdict.MISSED), count(Verdict.NOT_MEASURED), scale, date, machine.os(), machine.arch(),
                machine.processors());
        out.println(versions);
        out.flush();
    }

    private long count(Verdict verdict) {
        return figures.stream().filter(row -> row.verdict() == verdict).count();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Report.number(value);
    }

    private static String spread(@Nullable Spread spread) {
        return spread == null ? "" : "%s … %s".formatted(Report.number(spread.low()), Report.number(spread.high()));
    }
}
