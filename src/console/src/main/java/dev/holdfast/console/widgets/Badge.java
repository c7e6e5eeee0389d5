package dev.holdfast.console.widgets;

import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** A word with a sign before it; the colour only repeats what sign and word say. */
public record Badge(Ikon icon, String word, Tone tone) {
    public Label label() {
        var label = new Label();
        on(label);
        return label;
    }

    /** Shows it on something, instead of another badge that was there. */
    public void on(Labeled labeled) {
        labeled.setText(word);
        if (labeled.getGraphic() instanceof FontIcon shown) {
            shown.setIconCode(icon);
        } else {
            labeled.setGraphic(new FontIcon(icon));
        }
        Nodes.style(labeled, "badge");
        tone.on(labeled);
    }
}
