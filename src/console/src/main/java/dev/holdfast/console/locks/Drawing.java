package dev.holdfast.console.locks;

import java.util.List;

/**
 * The graph with all its places, ready to be drawn.
 *
 * @param more whether there is more than is shown
 */
record Drawing(List<Box> boxes, List<Wire> wires, double width, double height, boolean more) {
    Drawing {
        boxes = List.copyOf(boxes);
        wires = List.copyOf(wires);
    }

    static Drawing none() {
        return new Drawing(List.of(), List.of(), 0, 0, false);
    }

    /**
     * @param style a style class of console.css
     * @param help  the whole of what it says, for a tooltip and for those who cannot see it
     */
    record Box(Subject subject, String text, String help, String style, double x, double y, double width,
            double height) {}

    /**
     * From one who waits to the resource, or from the resource to its holder.
     *
     * @param points x and y in turns
     * @param holds  whether it leads to a holder
     */
    record Wire(Subject from, Subject to, List<Double> points, boolean holds, boolean exclusive) {
        Wire {
            points = List.copyOf(points);
        }
    }
}
