package dev.holdfast.console.widgets;

import javafx.scene.control.TextArea;

/** A text that grows at its end: it follows the end as long as that is where the reader is. */
public final class LogArea extends TextArea {
    public LogArea() {
        setEditable(false);
        getStyleClass().add("log");
    }

    /** Shows this text; what is already there stays, so that a selection and the place are kept. */
    public void show(String text) {
        String before = getText();
        if (text.equals(before)) {
            return;
        }
        if (!before.isEmpty() && text.startsWith(before)) {
            double place = getScrollTop();
            boolean follow = getCaretPosition() == before.length();
            appendText(text.substring(before.length()));
            if (!follow) {
                setScrollTop(place);
            }
        } else {
            setText(text);
            positionCaret(text.length());
        }
    }
}
