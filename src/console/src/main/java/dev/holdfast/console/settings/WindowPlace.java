package dev.holdfast.console.settings;

/** Where the window was, in screen coordinates. */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    /** True when enough of the title bar lies on this rectangle of a screen to be seen and dragged. */
    public boolean reachableOn(double left, double top, double right, double bottom) {
        double seen = Math.min(x + width, right) - Math.max(x, left);
        return seen >= 100 && y >= top - 1 && y < bottom - 50;
    }
}
