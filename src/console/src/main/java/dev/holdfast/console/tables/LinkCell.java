package dev.holdfast.console.tables;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Tips;
import java.util.function.Function;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell with one text that leads to what it names; the keys move among the lines, so it takes no focus. */
final class LinkCell<T> extends TableCell<Row<T>, T> {
    private final Links links;
    private final Function<T, String> text;
    private final Function<T, @Nullable Place> place;
    private final Link link = new Link();

    LinkCell(Links links, Function<T, String> text, Function<T, @Nullable Place> place) {
        this.links = links;
        this.text = text;
        this.place = place;
        link.setFocusTraversable(false);
        NodeCell.fit(this, link);
        Tips.on(this, () -> TextCell.whole(getGraphic() == null ? getText() : link.getText()));
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        String shown = empty || item == null ? "" : text.apply(item);
        Place there = shown.isEmpty() ? null : place.apply(item);
        if (there == null) {
            setText(shown);
            setGraphic(null);
        } else {
            link.setText(shown);
            link.leadTo(() -> links.go(there));
            setText(null);
            setGraphic(link);
        }
    }
}
