package dev.holdfast.console.tables;

import dev.holdfast.console.widgets.Tips;
import java.util.function.Function;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell with one text, and the whole of it as a tooltip where it may not fit. */
final class TextCell<T> extends TableCell<Row<T>, T> {
    private static final int MAY_NOT_FIT = 24;
    private final Function<T, String> text;

    TextCell(Function<T, String> text) {
        this.text = text;
        Tips.on(this, () -> whole(getText()));
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        String shown = empty || item == null ? "" : text.apply(item);
        if (!shown.equals(getText())) {
            setText(shown);
        }
    }

    /** The text where it may not fit; empty for one that surely does. */
    static String whole(@Nullable String text) {
        return text == null || text.length() <= MAY_NOT_FIT ? "" : text;
    }
}
