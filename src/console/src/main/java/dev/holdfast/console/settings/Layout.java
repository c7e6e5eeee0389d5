package dev.holdfast.console.settings;

import dev.holdfast.console.widgets.Times;
import java.util.List;
import java.util.Map;

/**
 * How large things are shown, and how they are told.
 *
 * @param zoom   in percent
 * @param tables the columns of each table, in their order
 */
public record Layout(int zoom, Times times, Map<String, List<ColumnState>> tables) {
    public Layout {
        tables = Map.copyOf(tables);
    }

    public static Layout initial() {
        return new Layout(100, Times.LOCAL, Map.of());
    }
}
