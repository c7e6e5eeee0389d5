package dev.holdfast.console.tables;

import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A line of a table that stays the same object while what it shows changes, so that a selection outlives updates. */
public final class Row<T> {
    private final Object key;
    private final ReadOnlyObjectWrapper<T> value;

    Row(Object key, T value) {
        this.key = key;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public Object key() {
        return key;
    }

    public T value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> property() {
        return value.getReadOnlyProperty();
    }

    /** Whether that is another value than it was. */
    boolean update(T next) {
        boolean other = !Objects.equals(next, value.get());
        if (other) {
            value.set(next);
        }
        return other;
    }
}
