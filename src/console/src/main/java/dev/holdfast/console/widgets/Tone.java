package dev.holdfast.console.widgets;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * The colour of a word and of the sign before it. By a state and not by a style class: what changes its class looks for its rules in
 * the style sheets again, and cells change their tones all the time.
 */
public enum Tone {
    MUTED,
    ACCENT,
    SUCCESS,
    WARNING,
    DANGER;

    private final PseudoClass state = PseudoClass.getPseudoClass(name().toLowerCase(Locale.ROOT));

    /** Gives it this tone instead of any that it had. */
    public void on(Node node) {
        set(node, this);
    }

    /** Gives it the colour of all other texts. */
    public static void none(Node node) {
        set(node, null);
    }

    private static void set(Node node, @Nullable Tone wanted) {
        Nodes.style(node, "toned");
        for (Tone tone : values()) {
            node.pseudoClassStateChanged(tone.state, tone == wanted);
        }
    }
}
