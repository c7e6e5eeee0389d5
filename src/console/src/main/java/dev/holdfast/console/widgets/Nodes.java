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
}
