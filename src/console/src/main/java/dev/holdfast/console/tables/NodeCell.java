package dev.holdfast.console.tables;

import java.util.Objects;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A cell with a small picture of a part of its value, drawn anew only when that part changes. */
final class NodeCell<T, P> extends TableCell<Row<T>, T> {
    private static final double PADDING = 16;

    private final Function<T, P> part;
    private final Function<P, Node> picture;
    private @Nullable P drawn;

    NodeCell(Function<T, P> part, Function<P, Node> picture) {
        this.part = part;
        this.picture = picture;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        P wanted = empty || item == null ? null : part.apply(item);
        if (!Objects.equals(wanted, drawn)) {
            drawn = wanted;
            Node drawing = wanted == null ? null : picture.apply(wanted);
            if (drawing instanceof Region region) {
                fit(this, region);
            }
            setGraphic(drawing);
        }
    }

    /** Keeps what is in a cell no wider than the cell. */
    static void fit(TableCell<?, ?> cell, Region content) {
        content.maxWidthProperty().bind(cell.widthProperty().subtract(PADDING));
    }
}
