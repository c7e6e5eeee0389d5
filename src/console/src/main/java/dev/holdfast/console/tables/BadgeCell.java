package dev.holdfast.console.tables;

import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Tone;
import java.util.function.Function;
import javafx.scene.control.TableCell;

/** A cell that is a badge. */
final class BadgeCell<T> extends TableCell<Row<T>, T> {
    private final Function<T, Badge> badge;

    BadgeCell(Function<T, Badge> badge) {
        this.badge = badge;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setText(null);
            setGraphic(null);
            Tone.none(this);
        } else {
            badge.apply(item).on(this);
        }
    }
}
