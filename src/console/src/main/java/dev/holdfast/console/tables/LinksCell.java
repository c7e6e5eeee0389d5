package dev.holdfast.console.tables;

import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.LinkRow;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell with several links, dressed anew only when what they lead to changes; a plain text where there are none. */
final class LinksCell<T, L> extends TableCell<Row<T>, T> {
    private final Function<T, Several<L>> part;
    private final BiConsumer<Link, L> dress;
    private final String none;
    private final LinkRow row = new LinkRow();
    private @Nullable Several<L> shown;

    LinksCell(Function<T, Several<L>> part, BiConsumer<Link, L> dress, String none) {
        this.part = part;
        this.dress = dress;
        this.none = none;
        NodeCell.fit(this, row);
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        Several<L> wanted = empty || item == null ? null : part.apply(item);
        if (Objects.equals(wanted, shown)) {
            return;
        }
        shown = wanted;
        if (wanted == null || wanted.first().isEmpty()) {
            setGraphic(null);
            setText(wanted == null ? null : none);
        } else {
            row.show(wanted.first(), wanted.others(), dress);
            setText(null);
            setGraphic(row);
        }
    }
}
