package dev.holdfast.console.travel;

import java.time.Instant;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The bookmarks along a slider whose values are times in milliseconds: ticks, each where the thumb would stand. */
final class Marks extends Pane {
    private static final double WIDTH = 3;

    private final Slider slider;
    private final ObservableList<Bookmark> bookmarks;

    Marks(Slider slider, ObservableList<Bookmark> bookmarks) {
        this.slider = slider;
        this.bookmarks = bookmarks;
        getStyleClass().add("marks");
        setPickOnBounds(false);
        bookmarks.subscribe(this::show);
        slider.minProperty().subscribe(this::requestLayout);
        slider.maxProperty().subscribe(this::requestLayout);
        show();
    }

    private void show() {
        getChildren().setAll(bookmarks.stream().map(Marks::mark).toList());
    }

    private static Region mark(Bookmark bookmark) {
        var mark = new Region();
        mark.getStyleClass().add("mark");
        Tooltip.install(mark, new Tooltip(bookmark.name()));
        return mark;
    }

    @Override
    protected void layoutChildren() {
        Node thumb = slider.lookup(".thumb");
        double edge = thumb == null ? 0 : thumb.getLayoutBounds().getWidth() / 2;
        List<Node> marks = getChildren();
        for (int i = 0; i < marks.size(); i++) {
            double part = part(bookmarks.get(i).at());
            marks.get(i).setVisible(part >= 0 && part <= 1);
            marks.get(i).resizeRelocate(edge + part * (getWidth() - 2 * edge) - WIDTH / 2, 0, WIDTH, getHeight());
        }
    }

    /** Where along the slider; outside of 0 to 1 for what it does not reach any more. */
    private double part(Instant at) {
        return (at.toEpochMilli() - slider.getMin()) / (slider.getMax() - slider.getMin());
    }
}
