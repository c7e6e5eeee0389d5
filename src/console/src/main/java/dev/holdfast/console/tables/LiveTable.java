package dev.holdfast.console.tables;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * A table over {@link Rows} that keeps its selection and its place while the rows change. One that was empty gets a few rows with
 * each pulse, as many as come in time, until it is full: to make the cells of all of them at once would hold up the window.
 */
public final class LiveTable<T> {
    private static final double ROW_HEIGHT = 32;
    private static final double HEADER_HEIGHT = 36;
    private static final int MOST_EACH = 4;
    private static final long LATE_NANOS = 25_000_000;
    /** More than there are on any screen. */
    private static final int ENOUGH = 80;

    private final TableView<Row<T>> table;
    private final Rows<T> rows;
    private final GrowingSkin<Row<T>> skin;
    private final AnimationTimer growth = new AnimationTimer() {
        private long before;
        private int step;

        @Override
        public void handle(long now) {
            // The very first rows take longer than a pulse each; what comes after them a fraction of it.
            step = now - before > LATE_NANOS ? 1 : Math.min(MOST_EACH, step + 1);
            before = now;
            grow(step);
        }
    };
    private List<T> wanted = List.of();
    private int room = 1;
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
        skin = new GrowingSkin<>(table);
        table.setSkin(skin);
        table.sceneProperty().subscribe(scene -> growWhereNeeded());
    }

    /** Shows these values; the same lines stay selected, and the same line on top. */
    public void show(List<T> values) {
        if (table.getItems().isEmpty()) {
            room = 1;
        }
        wanted = values;
        if (room < values.size()) {
            room = Math.max(room, rows.reach(values, selection()));
        }
        showWhatFits();
    }

    private void showWhatFits() {
        skin.most(room < ENOUGH ? HEADER_HEIGHT + room * ROW_HEIGHT : Double.MAX_VALUE);
        fill(wanted.subList(0, Math.min(room, wanted.size())));
        growWhereNeeded();
    }

    private void growWhereNeeded() {
        if (room < Integer.MAX_VALUE && !wanted.isEmpty() && table.getScene() != null) {
            growth.start();
        } else {
            growth.stop();
        }
    }

    private void grow(int step) {
        room += step;
        room = room < ENOUGH ? room : Integer.MAX_VALUE;
        showWhatFits();
    }

    private void fill(List<T> values) {
        List<Row<T>> selection = selection();
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
        return selection().stream().map(Row::value).toList();
    }

    private List<Row<T>> selection() {
        return table.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList();
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
