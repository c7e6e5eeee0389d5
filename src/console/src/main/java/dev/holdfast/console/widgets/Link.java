package dev.holdfast.console.widgets;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** A text that leads somewhere. It never looks visited, for what is there changes all the time. */
public final class Link extends Hyperlink {
    private static final int SHOWN = 3;

    /** Leads nowhere yet. */
    public Link() {}

    public Link(String text, Runnable open) {
        super(text);
        leadTo(open);
    }

    public void leadTo(Runnable open) {
        setOnAction(event -> {
            setVisited(false);
            open.run();
        });
    }

    /** For the cell of a table, where the keys move among the lines: the first few, and how many there are besides. */
    public static HBox row(List<Link> links) {
        links.forEach(link -> link.setFocusTraversable(false));
        var row = new HBox();
        row.getStyleClass().add("needs");
        row.getChildren().addAll(links.subList(0, Math.min(SHOWN, links.size())).toArray(Node[]::new));
        if (links.size() > SHOWN) {
            row.getChildren().add(new Label(Words.of("needs.more", links.size() - SHOWN)));
        }
        return row;
    }
}
