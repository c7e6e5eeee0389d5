package dev.holdfast.console.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.collections.ModifiableObservableListBase;

/**
 * The lines of a table, which tells of all that show another value in one event: each event has a table look at its order
 * and its selection again.
 */
final class RowList<T> extends ModifiableObservableListBase<Row<T>> {
    private final List<Row<T>> rows = new ArrayList<>();

    void updated(Set<Row<T>> changed) {
        beginChange();
        for (int i = 0; i < rows.size(); i++) {
            if (changed.contains(rows.get(i))) {
                nextUpdate(i);
            }
        }
        endChange();
    }

    @Override
    public Row<T> get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    protected void doAdd(int index, Row<T> row) {
        rows.add(index, row);
    }

    @Override
    protected Row<T> doSet(int index, Row<T> row) {
        return rows.set(index, row);
    }

    @Override
    protected Row<T> doRemove(int index) {
        return rows.remove(index);
    }
}
