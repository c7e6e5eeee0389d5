package dev.holdfast.console.widgets;

import javafx.scene.control.Hyperlink;

/** A text that leads somewhere. It never looks visited, for what is there changes all the time. */
public final class Link extends Hyperlink {
    /** Leads nowhere yet. */
    public Link() {}

    public Link(String text, Runnable open) {
        lead(text, open);
    }

    public void lead(String text, Runnable open) {
        setText(text);
        leadTo(open);
    }

    public void leadTo(Runnable open) {
        setOnAction(event -> {
            setVisited(false);
            open.run();
        });
    }
}
