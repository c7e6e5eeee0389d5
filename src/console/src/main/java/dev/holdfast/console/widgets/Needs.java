package dev.holdfast.console.widgets;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Resources as chips that lead to them: a closed lock for an exclusive need, people for a shared one. */
public final class Needs {
    private static final List<String> MODES = List.of("exclusive", "shared");

    private Needs() {}

    /** What is needed, and how. */
    public record Need(String resource, boolean exclusive) {}

    public static List<Need> of(List<String> exclusive, List<String> shared) {
        return Stream.concat(exclusive.stream().map(name -> new Need(name, true)),
                shared.stream().map(name -> new Need(name, false))).toList();
    }

    /**
     * Makes a link the chip of a need, whichever it was the chip of before.
     *
     * @param open told the name of the resource that was clicked
     */
    public static Link chip(Link link, Need need, Consumer<String> open) {
        Nodes.style(link, "chip");
        return lead(link, need.resource(), need.exclusive(), () -> open.accept(need.resource()));
    }

    /** A mode by itself, for tables with one resource in a line. */
    public static Label mode(boolean exclusive) {
        return mark(new Label(Words.of(exclusive ? "need.exclusive" : "need.shared")), exclusive);
    }

    /** Makes a link lead to what needs or has a resource in that mode. */
    public static Link lead(Link link, String name, boolean exclusive, Runnable open) {
        link.lead(name, open);
        link.setAccessibleText(Words.of(exclusive ? "need.exclusive.of" : "need.shared.of", name));
        return mark(link, exclusive);
    }

    private static <T extends Labeled> T mark(T labeled, boolean exclusive) {
        Ikon icon = exclusive ? Material2OutlinedAL.LOCK : Material2OutlinedMZ.PEOPLE;
        if (labeled.getGraphic() instanceof FontIcon shown) {
            shown.setIconCode(icon);
        } else {
            labeled.setGraphic(new FontIcon(icon));
            labeled.getStyleClass().add("need");
        }
        String mode = MODES.get(exclusive ? 0 : 1);
        if (!labeled.getStyleClass().contains(mode)) {
            labeled.getStyleClass().removeAll(MODES);
            labeled.getStyleClass().add(mode);
        }
        return labeled;
    }
}
