package dev.holdfast.console.widgets;

import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A cell with one text, and the whole of it as a tooltip where it may not fit. */
final class TextCell<T> extends TableCell<Row<T>, T> {
    private static final int MAY_NOT_FIT = 24;
    private final Function<T, String> text;

    TextCell(Function<T, String> text) {
        this.text = text;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        String shown = empty || item == null ? "" : text.apply(item);
        setText(shown);
        setTooltip(tooltip(shown));
    }

    /** Null for a text that surely fits. */
    static @Nullable Tooltip tooltip(String text) {
        if (text.length() <= MAY_NOT_FIT) {
            return null;
        }
        var tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(600);
        return tooltip;
    }
}
