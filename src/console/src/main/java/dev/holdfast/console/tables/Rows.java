package dev.holdfast.console.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.ObservableList;

/**
 * The lines of a table, brought up to date by key: what stays keeps its line, and a list of which little changed
 * changes little.
 */
public final class Rows<T> {
    /** Of more separate changes than these the table had better hear as one. */
    private static final int FEW = 8;

    private final Function<T, Object> key;
    private final RowList<T> list = new RowList<>();

    /**
     * @param key what tells one line from another; unique within a list
     */
    public Rows(Function<T, Object> key) {
        this.key = key;
    }

    /** The lines, for a table; only this class changes them. */
    public ObservableList<Row<T>> list() {
        return list;
    }

    /** Makes the list show these values in this order. */
    public void show(List<T> values) {
        Map<Object, Row<T>> known = new HashMap<>();
        list.forEach(row -> known.put(row.key(), row));
        var wanted = new ArrayList<Row<T>>(values.size());
        Set<Row<T>> changed = new HashSet<>();
        for (T value : values) {
            Row<T> row = known.get(key.apply(value));
            if (row == null) {
                row = new Row<>(key.apply(value), value);
            } else if (row.update(value)) {
                changed.add(row);
            }
            wanted.add(row);
        }
        arrange(wanted);
        list.updated(changed);
    }

    /** How many of these values are to be shown for these lines to be among them. */
    int reach(List<T> values, List<Row<T>> lines) {
        Set<Object> keys = new HashSet<>();
        lines.forEach(line -> keys.add(line.key()));
        int reach = values.size();
        while (reach > 0 && !keys.contains(key.apply(values.get(reach - 1)))) {
            reach--;
        }
        return reach;
    }

    private void arrange(List<Row<T>> wanted) {
        Set<Row<T>> before = new HashSet<>(list);
        Set<Row<T>> stay = new HashSet<>(wanted);
        stay.retainAll(before);
        if (stay.isEmpty() || runs(list, stay) + runs(wanted, stay) > FEW) {
            list.setAll(wanted);
            return;
        }
        removeOthers(stay);
        if (list.equals(wanted.stream().filter(stay::contains).toList())) {
            insertNew(wanted, stay);
        } else {
            list.setAll(wanted);
        }
    }

    /** How many stretches of neighbours are not among those that stay. */
    private static <T> int runs(List<Row<T>> rows, Set<Row<T>> stay) {
        int runs = 0;
        boolean before = true;
        for (Row<T> row : rows) {
            boolean stays = stay.contains(row);
            runs += before && !stays ? 1 : 0;
            before = stays;
        }
        return runs;
    }

    /** Removes run by run, so that one change is told for neighbours that go together. */
    private void removeOthers(Set<Row<T>> stay) {
        int end = list.size();
        while (end > 0) {
            int start = end - 1;
            if (!stay.contains(list.get(start))) {
                while (start > 0 && !stay.contains(list.get(start - 1))) {
                    start--;
                }
                list.remove(start, end);
            }
            end = start;
        }
    }

    private void insertNew(List<Row<T>> wanted, Set<Row<T>> stay) {
        int start = 0;
        while (start < wanted.size()) {
            int end = start;
            while (end < wanted.size() && !stay.contains(wanted.get(end))) {
                end++;
            }
            if (end > start) {
                list.addAll(start, wanted.subList(start, end));
            }
            start = Math.max(end, start + 1);
        }
    }
}
