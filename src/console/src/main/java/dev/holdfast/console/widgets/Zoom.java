package dev.holdfast.console.widgets;

import javafx.beans.value.ObservableIntegerValue;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * Shows what is in it larger or smaller, letters, icons, rows and all, and laid out for the room that then is left; no larger than
 * leaves it so much room that nothing is cut off.
 */
public final class Zoom extends Region {
    private static final double PERCENT = 100;
    private static final double ROOM = 980;

    private final Parent content;
    private final ObservableIntegerValue percent;
    private final Scale scale = new Scale();

    public Zoom(Parent content, ObservableIntegerValue percent) {
        this.content = content;
        this.percent = percent;
        content.getTransforms().setAll(scale);
        getChildren().setAll(content);
        percent.subscribe(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        double factor = Math.min(percent.get() / PERCENT, Math.max(1, getWidth() / ROOM));
        scale.setX(factor);
        scale.setY(factor);
        content.resizeRelocate(0, 0, getWidth() / factor, getHeight() / factor);
    }
}
