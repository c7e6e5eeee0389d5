package dev.holdfast.console.widgets;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableCell;

/** A cell with a small picture of its value. */
final class NodeCell<T> extends TableCell<Row<T>, T> {
    private final Function<T, Node> picture;

    NodeCell(Function<T, Node> picture) {
        this.picture = picture;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        setGraphic(empty || item == null ? null : picture.apply(item));
    }
}
