package dev.holdfast.console.widgets;

import java.util.function.Supplier;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/**
 * What the cells of tables and other controls of which there are many tell the pointer that rests on them. A tooltip is a window
 * with a scene of its own, so it is made when the pointer comes: to make those of a table that is shown took longer than the table.
 */
public final class Tips {
    private static final double WIDEST = 600;
    /** The key of a control's property. */
    private static final Object TEXT = new Object();

    private Tips() {}

    /** Has a control tell what the text is at that moment; nothing where it is empty then. */
    public static void on(Control control, Supplier<String> text) {
        if (control.getProperties().put(TEXT, text) == null) {
            control.addEventHandler(MouseEvent.MOUSE_ENTERED, entered -> prepare(control));
        }
    }

    /** What a control would tell the pointer, by its tooltip or by what was said here; empty where it would not tell anything. */
    public static String of(Control control) {
        if (control.hasProperties() && control.getProperties().get(TEXT) instanceof Supplier<?> text) {
            return (String) text.get();
        }
        return control.getTooltip() == null ? "" : control.getTooltip().getText();
    }

    private static void prepare(Control control) {
        if (of(control).isEmpty()) {
            control.setTooltip(null);
        } else if (control.getTooltip() == null) {
            var tooltip = new Tooltip(of(control));
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(WIDEST);
            tooltip.setOnShowing(showing -> tooltip.setText(of(control)));
            control.setTooltip(tooltip);
        }
    }
}
