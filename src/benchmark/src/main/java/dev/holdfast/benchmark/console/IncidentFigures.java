package dev.holdfast.benchmark.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.ResidentMemory;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** P9a to P9c: the console in front of an incident, each of its views in turns, for an hour. */
public final class IncidentFigures implements Entry {
    private static final List<String> VIEWS = List.of("OVERVIEW", "TASKS", "RESOURCES", "LOCKS", "WORKERS", "LAB",
            "AUDIT");
    private static final int STALL_MILLIS = 50;
    private static final Promise SHARE = new Promise("P9b.share",
            "processor time of the console's sessions ÷ that of the whole server, in %", Goal.atMost(1));
    private static final Promise SESSIONS = new Promise("P9b.sessions", "its sessions, the most at once",
            Goal.atMost(2));
    private static final Promise MEMORY = new Promise("P9c",
            "its heap after garbage collection, at the end ÷ after the first round", Goal.atMost(1.1));
    private static final int FULL_ROUNDS = 12;
    private static final int FULL_SECONDS = 60;
    /** So many locks need more room than the server has by default. */
    private static final String ROOM = "max_locks_per_transaction = 200";

    private final int rounds;
    private final int seconds;

    /**
     * @param rounds  how often each view is looked at; 0 for as often as the scale says
     * @param seconds how long each time; 0 as well
     */
    public IncidentFigures(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    @Override
    public List<Promise> promises() {
        return Stream.concat(VIEWS.stream().map(IncidentFigures::stall), Stream.of(SHARE, SESSIONS, MEMORY)).toList();
    }

    private static Promise stall(String view) {
        String name = view.toLowerCase(Locale.ROOT);
        return new Promise("P9a." + name, "longest stall of the application thread, view " + name,
                Goal.atMost(STALL_MILLIS));
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        ConsoleProcess console = ConsoleProcess.ofThisProgram();
        var sizes = new Incident.Sizes(scale.of(50_000, 1_000), scale.of(50_000, 1_000), scale.of(200, 10),
                scale.of(500, 50));
        try (Bed bed = Bed.open(ROOM)) {
            bed.countStatements(false);
            try (Incident incident = Incident.on(bed, sizes)) {
                return rows(scale, views(wanted), console, bed, incident).stream()
                        .filter(row -> wanted.contains(row.id()))
                        .toList();
            }
        }
    }

    /** What is said of the console as a whole needs all of them. */
    private static List<String> views(Set<String> wanted) {
        return Stream.of(SHARE, SESSIONS, MEMORY).anyMatch(promise -> wanted.contains(promise.id()))
                ? VIEWS
                : VIEWS.stream().filter(view -> wanted.contains(stall(view).id())).toList();
    }

    private List<Row> rows(Scale scale, List<String> views, ConsoleProcess console, Bed bed, Incident incident)
            throws IOException, SQLException, InterruptedException {
        int looks = rounds > 0 ? rounds : scale.of(FULL_ROUNDS, 2);
        int each = seconds > 0 ? seconds : scale.of(FULL_SECONDS, 2);
        var sessions = new SessionMeter(bed);
        var resident = new ArrayList<Double>();
        double before = incident.ended();
        long begin = System.nanoTime();
        JsonNode measured = console.measure(bed, List.of("STALLS", "--probe-rounds", Integer.toString(looks),
                "--probe-seconds", Integer.toString(each), "--probe-views", String.join(",", views)), process -> {
                    sessions.look();
                    ResidentMemory.of(process.pid()).ifPresent(resident::add);
                });
        double rate = (incident.ended() - before) / ((System.nanoTime() - begin) / 1e9);
        Map<String, String> settings = Map.of("rounds", Integer.toString(looks), "seconds", Integer.toString(each),
                "tasks ended per second", Long.toString(Math.round(rate)));
        var rows = new ArrayList<Row>();
        views.forEach(view -> rows.add(stalls(view, measured.path("views").path(view),
                measured, settings)));
        rows.add(SHARE.measured(
                Figure.single("", 100 * sessions.console() / sessions.server(), "%", settings),
                List.of(Figure.single("its sessions", sessions.console(), "s", settings),
                        Figure.single("the server", sessions.server(), "s", settings))));
        rows.add(SESSIONS.measured(Figure.single("", sessions.sessions(), "", settings), List.of()));
        rows.add(memory(measured.path("heap"), resident, settings));
        return rows;
    }

    private static Row stalls(String view, JsonNode heard, JsonNode all, Map<String, String> settings) {
        List<String> notes = new ArrayList<>();
        all.path("failures").forEach(reason -> notes.add("not read at times: " + reason.asText()));
        heard.path("where").forEach(frame -> notes.add(frame.asText()));
        return stall(view).measured(Figure.single("", heard.path("millis").asDouble(), "ms", settings), List.of(
                Figure.single("readings of the database", all.path("readings").path(view).asDouble(), "", settings),
                Figure.single("beats", heard.path("beats").asDouble(), "", settings),
                Figure.single("longer than 50 ms", heard.path("late").asDouble(), "", settings),
                Figure.single("most processor time in one wait", heard.path("work").asDouble(), "ms", settings),
                Figure.single("in the second after it was chosen",
                        all.path("opened").path(view).path("millis").asDouble(), "ms", settings),
                Figure.single("a thread with nothing to do", heard.path("control").asDouble(), "ms", settings)),
                notes);
    }

    private static Row memory(JsonNode heap, List<Double> resident, Map<String, String> settings) {
        double first = heap.path(0).asDouble();
        double last = heap.path(heap.size() - 1).asDouble();
        List<Figure> parts = new ArrayList<>(
                List.of(Figure.single("heap after the first round", first, "MiB", settings),
                        Figure.single("heap at the end", last, "MiB", settings)));
        if (!resident.isEmpty()) {
            parts.add(Figure.single("resident at the end", resident.getLast(), "MiB", settings));
        }
        return MEMORY.measured(Figure.single("", last / first, "ratio", settings), parts);
    }
}
