package dev.holdfast.console.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
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

    /** Those that were ever needed: a cell shows other links all the time, and new nodes cost more than new words on old ones. */
    private final List<Link> links = new ArrayList<>();
    private final Label rest = new Label();
    private int used;
    private int all;

    public LinkRow() {
        getStyleClass().add("needs");
        getChildren().add(rest);
    }

    /**
     * Shows links for these instead of those shown before.
     *
     * @param others how many there are besides these
     * @param dress  says on a link what it leads to; a link was dressed for others of the same kind before
     */
    public <T> void show(List<T> shown, int others, BiConsumer<Link, T> dress) {
        used = Math.min(MOST, shown.size());
        all = shown.size() + others;
        while (links.size() < used) {
            links.add(fresh());
            getChildren().add(links.size() - 1, links.getLast());
        }
        for (int i = 0; i < used; i++) {
            dress.accept(links.get(i), shown.get(i));
        }
        tellOfOthers(1);
        requestLayout();
    }

    private static Link fresh() {
        var link = new Link();
        link.setFocusTraversable(false);
        Tips.on(link, () -> Objects.requireNonNullElse(link.getAccessibleText(), ""));
        return link;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return width(used);
    }

    @Override
    protected double computePrefHeight(double width) {
        return getChildren().stream().mapToDouble(child -> snapSizeY(child.prefHeight(-1))).max().orElse(0);
    }

    /** That of so many of the links, and of the number of the others. */
    private double width(int shown) {
        double width = shown < all ? snapSizeX(rest.prefWidth(-1)) : -GAP;
        for (Link link : links.subList(0, shown)) {
            width += GAP + snapSizeX(link.prefWidth(-1));
        }
        return Math.max(0, width);
    }

    private void tellOfOthers(int shown) {
        rest.setVisible(shown < all);
        if (rest.isVisible()) {
            rest.setText(Words.of("needs.more", Integer.toString(all - shown)));
        }
    }

    @Override
    protected void layoutChildren() {
        int shown = used;
        while (shown > 1 && width(shown) > getWidth()) {
            shown--;
        }
        tellOfOthers(shown);
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
