package dev.holdfast.console.widgets;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/** A table over {@link Rows} that keeps its selection and its place while the rows change. */
public final class LiveTable<T> {
    private static final double ROW_HEIGHT = 32;

    private final TableView<Row<T>> table;
    private final Rows<T> rows;
    private boolean updating;
    private @Nullable Predicate<T> sought;

    public LiveTable(TableView<Row<T>> table, Rows<T> rows) {
        this.table = table;
        this.rows = rows;
        var sorted = new SortedList<>(rows.list());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !updating) {
                sought = null;
            }
        });
        table.setFixedCellSize(ROW_HEIGHT);
    }

    /** Shows these values; the same lines stay selected, and the same line on top. */
    public void show(List<T> values) {
        List<Row<T>> selection = List.copyOf(table.getSelectionModel().getSelectedItems());
        int before = firstVisible();
        Row<T> top = before > 0 && before < table.getItems().size() ? table.getItems().get(before) : null;
        updating = true;
        rows.show(values);
        keepSelection(selection);
        updating = false;
        int after = top == null ? -1 : table.getItems().indexOf(top);
        if (after >= 0 && after != before) {
            flow().scrollPixels((after - before) * ROW_HEIGHT);
        }
        find();
    }

    /** Selects the first line that fits, now or as soon as it comes; a person who selects another ends that. */
    public void seek(Predicate<T> wanted) {
        table.getSelectionModel().clearSelection();
        sought = wanted;
        find();
    }

    private void find() {
        Predicate<T> wanted = sought;
        if (wanted != null) {
            table.getItems().stream().filter(row -> wanted.test(row.value())).findFirst().ifPresent(row -> {
                sought = null;
                table.getSelectionModel().clearSelection();
                table.getSelectionModel().select(row);
                table.scrollTo(row);
            });
        }
    }

    /** Told of each line a person selects, not of what an update does to the selection on its way. */
    public void onSelect(Consumer<T> listener) {
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !updating) {
                listener.accept(row.value());
            }
        });
    }

    public List<T> selected() {
        return table.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).map(Row::value).toList();
    }

    private void keepSelection(List<Row<T>> selection) {
        var model = table.getSelectionModel();
        List<Row<T>> wanted = selection.stream().filter(table.getItems()::contains).toList();
        if (!model.getSelectedItems().equals(wanted)) {
            model.clearSelection();
            wanted.forEach(model::select);
        }
    }

    private int firstVisible() {
        VirtualFlow<?> flow = flow();
        return flow == null || flow.getFirstVisibleCell() == null ? 0 : flow.getFirstVisibleCell().getIndex();
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) table.lookup(".virtual-flow");
    }
}
