package dev.holdfast.console.looks;

import dev.holdfast.console.settings.ColumnState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** How a person has arranged the columns of the tables in some views: order, widths, which are shown. */
public final class TableLayouts {
    private TableLayouts() {}

    public static Map<String, List<ColumnState>> of(Collection<? extends Node> views) {
        var layouts = new HashMap<String, List<ColumnState>>();
        tables(views).forEach(table -> layouts.put(table.getId(), table.getColumns()
                .stream()
                .map(column -> new ColumnState(column.getId(), column.getWidth(), column.isVisible()))
                .toList()));
        return layouts;
    }

    /** Leaves alone what is not known: a column that is new stands where the view has put it. */
    public static void restore(Collection<? extends Node> views, Map<String, List<ColumnState>> layouts) {
        tables(views).forEach(table -> restore(table, layouts.getOrDefault(table.getId(), List.of())));
    }

    private static <T> void restore(TableView<T> table, List<ColumnState> states) {
        var places = new HashMap<String, Integer>();
        for (ColumnState state : states) {
            places.put(state.id(), places.size());
            table.getColumns().stream().filter(column -> column.getId().equals(state.id())).forEach(column -> {
                column.setPrefWidth(state.width());
                column.setVisible(state.visible());
            });
        }
        List<TableColumn<T, ?>> columns = new ArrayList<>(table.getColumns());
        if (columns.stream().allMatch(column -> places.containsKey(column.getId()))) {
            columns.sort(Comparator.comparing(column -> places.get(column.getId())));
            table.getColumns().setAll(columns);
        }
    }

    /** Those too that are on no screen yet. */
    private static Stream<TableView<?>> tables(Collection<? extends Node> nodes) {
        return nodes.stream().flatMap(node -> switch (node) {
            case TableView<?> table when table.getId() != null -> Stream.of(table);
            case SplitPane split -> tables(split.getItems());
            case Parent parent -> tables(parent.getChildrenUnmodifiable());
            default -> Stream.empty();
        });
    }
}
