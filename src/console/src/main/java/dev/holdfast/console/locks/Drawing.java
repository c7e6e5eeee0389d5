package dev.holdfast.console.locks;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;

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

    /** Only what touches an area. */
    Drawing within(Bounds area) {
        return new Drawing(boxes.stream().filter(box -> box.touches(area)).toList(),
                wires.stream().filter(wire -> wire.touches(area)).toList(), width, height, more);
    }

    /**
     * @param style a style class of console.css
     * @param help  the whole of what it says, for a tooltip and for those who cannot see it
     */
    record Box(Subject subject, String text, String help, String style, double x, double y, double width,
            double height) {
        boolean touches(Bounds area) {
            return area.intersects(x, y, width, height);
        }

        Box movedBy(double right, double down) {
            return new Box(subject, text, help, style, x + right, y + down, width, height);
        }
    }

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

        /** Nearly: the area touches the rectangle around it. */
        boolean touches(Bounds area) {
            double left = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (int i = 0; i + 1 < points.size(); i += 2) {
                left = Math.min(left, points.get(i));
                right = Math.max(right, points.get(i));
                top = Math.min(top, points.get(i + 1));
                bottom = Math.max(bottom, points.get(i + 1));
            }
            return left <= right && area.intersects(left, top, right - left, bottom - top);
        }

        Wire movedBy(double right, double down) {
            return new Wire(from, to, IntStream.range(0, points.size())
                    .mapToObj(i -> points.get(i) + (i % 2 == 0 ? right : down))
                    .toList(), holds, exclusive);
        }
    }
}
