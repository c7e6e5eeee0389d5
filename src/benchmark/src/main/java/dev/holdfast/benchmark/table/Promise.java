package dev.holdfast.benchmark.table;

import dev.holdfast.benchmark.figures.Figure;
import java.util.List;
import java.util.Map;

/**
 * A row of the table before it is measured.
 *
 * @param id   such as {@code P1.w64}; what stands before the point is the figure's name in the issue
 * @param what is divided by what
 */
public record Promise(String id, String what, Goal goal) {
    /** The part before the point. */
    public String group() {
        int point = id.indexOf('.');
        return point < 0 ? id : id.substring(0, point);
    }

    /**
     * @param parts the values that the figure was made from
     * @param notes what else has to be said, such as which peers could not be run
     */
    public Row measured(Figure figure, List<Figure> parts, List<String> notes) {
        return new Row(id, what, goal, goal.isMetBy(figure.value()) ? Verdict.MET : Verdict.MISSED, figure.value(),
                figure.unit(), figure.spread(), figure.settings(), Map.of(), parts, notes);
    }

    public Row measured(Figure figure, List<Figure> parts) {
        return measured(figure, parts, List.of());
    }

    public Row notMeasured(String reason) {
        return new Row(id, what, goal, Verdict.NOT_MEASURED, null, "", null, Map.of(), Map.of(), List.of(),
                List.of(reason));
    }
}
