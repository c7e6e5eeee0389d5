package dev.holdfast.console.widgets;

import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** A word with a sign before it, coloured by a style class; the colour only repeats what sign and word say. */
public final class Badge {
    private Badge() {}

    /**
     * @param style a style class of console.css, such as {@code tone-success}
     */
    public static Label of(Ikon icon, String word, String style) {
        var label = new Label(word, new FontIcon(icon));
        label.getStyleClass().addAll("badge", style);
        return label;
    }
}
