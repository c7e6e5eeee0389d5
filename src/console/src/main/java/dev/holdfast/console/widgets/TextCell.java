package dev.holdfast.console.widgets;

import java.util.function.Function;
import javafx.scene.control.Control;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

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
        if (!shown.equals(getText())) {
            setText(shown);
            tip(this, shown);
        }
    }

    /** Has a tooltip say the whole text; none for one that surely fits. A new one for each change would cost too much. */
    static void tip(Control control, String text) {
        Tooltip tooltip = control.getTooltip();
        if (text.length() <= MAY_NOT_FIT) {
            control.setTooltip(null);
        } else if (tooltip != null) {
            tooltip.setText(text);
        } else {
            var made = new Tooltip(text);
            made.setWrapText(true);
            made.setMaxWidth(600);
            control.setTooltip(made);
        }
    }
}
