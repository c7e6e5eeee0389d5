package dev.holdfast.benchmark.table;

import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Spread;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure with its goal and what became of it.
 *
 * @param value null where it was not measured; the first note says why
 * @param parts the values that it was made from
 */
public record Row(String id, String what, Goal goal, Verdict verdict, @Nullable Double value,
        String unit, @Nullable Spread spread, Map<String, String> settings, Map<String, String> versions,
        List<Figure> parts, List<String> notes) {
    public Row {
        settings = Map.copyOf(settings);
        versions = Map.copyOf(versions);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** The same with the versions of all that took part. */
    public Row withVersions(Map<String, String> more) {
        return new Row(id, what, goal, verdict, value, unit, spread, settings, more, parts, notes);
    }
}
