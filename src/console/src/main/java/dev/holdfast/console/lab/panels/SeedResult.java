package dev.holdfast.console.lab.panels;

import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What {@code holdfast bench seed --out DIR} has measured, as {@code seed.csv} has it. */
record SeedResult(Path file, List<Round> rounds) {
    private static final String HINT = "holdfast bench seed --out DIR writes such a file, seed.csv.";
    private static final List<String> COLUMNS = List.of("type", "workers", "submit_seconds", "pickup_seconds");
    private static final String MISSING = "";

    SeedResult {
        rounds = List.copyOf(rounds);
    }

    /**
     * One burst.
     *
     * @param series {@code advisory}, {@code manager}, {@code ideal} or {@code control}
     * @param submit seconds that the submitting thread needs for a task; not a number where that has no meaning
     * @param pickup seconds from available to picked up, likewise
     */
    record Round(String series, int workers, double submit, double pickup) {}

    /**
     * Reads a file, or that in a folder.
     *
     * @throws InvalidInput when there is none, or it is another one
     */
    static SeedResult read(Path where) {
        Path file = Files.isDirectory(where) ? where.resolve("seed.csv") : where;
        try {
            return new SeedResult(file, parse(file, Files.readAllLines(file)));
        } catch (IOException e) {
            throw new InvalidInput("%s cannot be read".formatted(file), HINT, e);
        }
    }

    /** The mean of all rounds by the number of workers; a line without meaning is empty. */
    Map<Integer, Double> means(String series, ToDoubleFunction<Round> value) {
        return rounds.stream()
                .filter(round -> round.series().equals(series) && !Double.isNaN(value.applyAsDouble(round)))
                .collect(Collectors.groupingBy(Round::workers, TreeMap::new, Collectors.averagingDouble(value)));
    }

    private static List<Round> parse(Path file, List<String> lines) {
        List<String> head = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(","));
        if (!head.containsAll(COLUMNS)) {
            throw new InvalidInput("%s has no columns %s".formatted(file, String.join(", ", COLUMNS)), HINT);
        }
        var rounds = new ArrayList<Round>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = List.of(lines.get(i).split(",", -1));
            try {
                rounds.add(new Round(cells.get(head.indexOf("type")),
                        Integer.parseInt(cells.get(head.indexOf("workers"))),
                        number(cells.get(head.indexOf("submit_seconds"))),
                        number(cells.get(head.indexOf("pickup_seconds")))));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new InvalidInput("%s is damaged in line %d".formatted(file, i + 1), HINT, e);
            }
        }
        return rounds;
    }

    private static double number(String cell) {
        return cell.equals(MISSING) ? Double.NaN : Double.parseDouble(cell);
    }
}
