package dev.holdfast.console.widgets;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/**
 * What stands over a view, in one line where there is room and in several where there is not. A region of the style class
 * {@code gap} takes what is left of the line, so that what comes after it stands at its end.
 */
public final class WrapBar extends FlowPane {
    @Override
    protected double computePrefHeight(double width) {
        stretch(width < 0 ? getWidth() : width);
        return super.computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        stretch(getWidth());
        super.layoutChildren();
    }

    private void stretch(double width) {
        List<Node> shown = getManagedChildren();
        double taken = snappedLeftInset() + snappedRightInset() + getHgap() * Math.max(0, shown.size() - 1)
                + shown.stream().filter(node -> !isGap(node)).mapToDouble(node -> snapSizeX(node.prefWidth(-1))).sum();
        shown.stream()
                .filter(WrapBar::isGap)
                .forEach(gap -> ((Region) gap).setPrefWidth(Math.max(0, Math.floor(width - taken))));
    }

    private static boolean isGap(Node node) {
        return node.getStyleClass().contains("gap");
    }
}
