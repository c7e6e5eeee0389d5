package dev.holdfast.console.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Resources as chips that lead to them: a closed lock for an exclusive need, people for a shared one. */
public final class Needs {
    private Needs() {}

    /** For the cell of a table. */
    public static LinkRow of(List<String> exclusive, List<String> shared, Consumer<String> open) {
        return new LinkRow(all(exclusive, shared, open));
    }

    /** @param open told the name of the resource that was clicked */
    public static List<Link> all(List<String> exclusive, List<String> shared, Consumer<String> open) {
        var chips = new ArrayList<Link>();
        exclusive.forEach(name -> chips.add(chip(name, true, open)));
        shared.forEach(name -> chips.add(chip(name, false, open)));
        return chips;
    }

    /** A mode by itself, for tables with one resource in a line. */
    public static Label mode(boolean exclusive) {
        return mark(new Label(Words.of(exclusive ? "need.exclusive" : "need.shared")), exclusive);
    }

    /** Who has a resource in that mode. */
    public static Link holder(String name, boolean exclusive, Runnable open) {
        Link link = mark(new Link(name, open), exclusive);
        link.setAccessibleText(Words.of(exclusive ? "need.exclusive.of" : "need.shared.of", name));
        Tips.on(link, link::getAccessibleText);
        return link;
    }

    private static Link chip(String resource, boolean exclusive, Consumer<String> open) {
        Link chip = mark(new Link(resource, () -> open.accept(resource)), exclusive);
        chip.getStyleClass().add("chip");
        chip.setAccessibleText(Words.of(exclusive ? "need.exclusive.of" : "need.shared.of", resource));
        return chip;
    }

    private static <T extends Labeled> T mark(T labeled, boolean exclusive) {
        Ikon icon = exclusive ? Material2OutlinedAL.LOCK : Material2OutlinedMZ.PEOPLE;
        labeled.setGraphic(new FontIcon(icon));
        labeled.getStyleClass().addAll("need", exclusive ? "exclusive" : "shared");
        return labeled;
    }
}
