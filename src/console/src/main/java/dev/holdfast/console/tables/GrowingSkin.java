package dev.holdfast.console.tables;

import javafx.scene.control.TableView;
import javafx.scene.control.skin.TableViewSkin;

/**
 * The looks of a table of which only a part may be shown for now: a table makes the cells of each line that there is room for,
 * be it empty.
 */
final class GrowingSkin<T> extends TableViewSkin<T> {
    private double most = Double.MAX_VALUE;

    GrowingSkin(TableView<T> table) {
        super(table);
    }

    /** @param height what header and lines may take up, in pixels */
    void most(double height) {
        if (height != most) {
            most = height;
            getSkinnable().requestLayout();
        }
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        boolean empty = getSkinnable().getItems().isEmpty();
        super.layoutChildren(x, y, width, empty ? height : Math.min(height, most));
    }
}
