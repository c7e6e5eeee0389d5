package dev.holdfast.console.widgets;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Resources as chips: a closed lock for an exclusive need, people for a shared one. */
public final class Needs {
    private static final int SHOWN = 3;

    private Needs() {}

    /** The first few in a row, and how many there are besides. */
    public static HBox of(List<String> exclusive, List<String> shared) {
        List<Label> chips = all(exclusive, shared);
        var row = new HBox();
        row.getStyleClass().add("needs");
        row.getChildren().addAll(chips.subList(0, Math.min(SHOWN, chips.size())));
        if (chips.size() > SHOWN) {
            row.getChildren().add(new Label(Words.of("needs.more", chips.size() - SHOWN)));
        }
        return row;
    }

    public static List<Label> all(List<String> exclusive, List<String> shared) {
        var chips = new ArrayList<Label>();
        exclusive.forEach(name -> chips.add(chip(name, true)));
        shared.forEach(name -> chips.add(chip(name, false)));
        return chips;
    }

    /** A mode by itself, for tables with one resource in a line. */
    public static Label mode(boolean exclusive) {
        return labeled(Words.of(exclusive ? "need.exclusive" : "need.shared"), exclusive);
    }

    /** Who has a resource in that mode. */
    public static Label holder(String names, boolean exclusive) {
        Label label = labeled(names, exclusive);
        label.setAccessibleText(Words.of(exclusive ? "need.exclusive.of" : "need.shared.of", names));
        label.setTooltip(new Tooltip(label.getAccessibleText()));
        return label;
    }

    private static Label chip(String resource, boolean exclusive) {
        Label chip = labeled(resource, exclusive);
        chip.getStyleClass().add("chip");
        chip.setAccessibleText(Words.of(exclusive ? "need.exclusive.of" : "need.shared.of", resource));
        return chip;
    }

    private static Label labeled(String text, boolean exclusive) {
        Ikon icon = exclusive ? Material2OutlinedAL.LOCK : Material2OutlinedMZ.PEOPLE;
        var label = new Label(text, new FontIcon(icon));
        label.getStyleClass().addAll("need", exclusive ? "exclusive" : "shared");
        return label;
    }
}
