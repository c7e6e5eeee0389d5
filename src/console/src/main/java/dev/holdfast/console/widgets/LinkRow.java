package dev.holdfast.console.widgets;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * For the cell of a table: links as far as they fit, and how many there are besides. The first one is there in any case, cut where
 * it must be. The keys move among the lines of the table, so no link takes the focus.
 */
public final class LinkRow extends Region {
    /** More would cost more than they tell. */
    private static final int MOST = 4;
    private static final double GAP = 6;

    private final List<Link> links;
    private final int all;
    private final Label rest;

    public LinkRow(List<Link> links) {
        this(links, 0);
    }

    /** @param others how many there are besides these */
    public LinkRow(List<Link> links, int others) {
        this.links = links.subList(0, Math.min(MOST, links.size()));
        this.all = links.size() + others;
        this.rest = new Label(Words.of("needs.more", all - 1));
        this.links.forEach(link -> link.setFocusTraversable(false));
        getStyleClass().add("needs");
        getChildren().addAll(this.links);
        getChildren().add(rest);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return width(links.size());
    }

    @Override
    protected double computePrefHeight(double width) {
        return getManagedChildren().stream().mapToDouble(child -> snapSizeY(child.prefHeight(-1))).max().orElse(0);
    }

    /** That of so many of the links, and of the number of the others. */
    private double width(int shown) {
        double width = shown < all ? snapSizeX(rest.prefWidth(-1)) : -GAP;
        for (Link link : links.subList(0, shown)) {
            width += GAP + snapSizeX(link.prefWidth(-1));
        }
        return Math.max(0, width);
    }

    @Override
    protected void layoutChildren() {
        int shown = links.size();
        while (shown > 1 && width(shown) > getWidth()) {
            shown--;
        }
        rest.setVisible(shown < all);
        if (rest.isVisible()) {
            rest.setText(Words.of("needs.more", all - shown));
        }
        double tooMuch = Math.max(0, width(shown) - getWidth());
        double x = 0;
        for (Link link : links) {
            link.setVisible(shown > 0);
            if (shown > 0) {
                x += GAP + place(link, x, snapSizeX(link.prefWidth(-1)) - (shown == 1 ? tooMuch : 0));
            }
            shown--;
        }
        place(rest, x, snapSizeX(rest.prefWidth(-1)));
    }

    private double place(Node child, double x, double width) {
        double height = snapSizeY(child.prefHeight(-1));
        child.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), Math.max(0, width), height);
        return width;
    }
}
