package dev.holdfast.console.resources;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/** The colours of the strips: those of the samples in the legend, so that a change of the theme changes both. */
record LaneInk(Rectangle exclusive, Rectangle shared, Rectangle gap, Rectangle unknown) {
    /** Tells a listener, which is not kept alive by this, whenever a colour changes. */
    void listen(ChangeListener<Paint> listener) {
        for (Rectangle sample : new Rectangle[]{exclusive, shared, gap, unknown}) {
            sample.fillProperty().addListener(new WeakChangeListener<>(listener));
        }
    }

    Paint hold(boolean isExclusive) {
        return (isExclusive ? exclusive : shared).getFill();
    }
}
