package dev.holdfast.console.widgets;

import javafx.scene.Node;

/** What all nodes can do. */
public final class Nodes {
    private Nodes() {}

    /** Shows a node, or hides it and gives its room to the others. */
    public static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /** Gives a node a style class, unless it has it: one that is given twice is there twice. */
    public static void style(Node node, String name) {
        if (!node.getStyleClass().contains(name)) {
            node.getStyleClass().add(name);
        }
    }
}
