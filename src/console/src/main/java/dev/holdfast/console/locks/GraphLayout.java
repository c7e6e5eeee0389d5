package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import dev.holdfast.console.locks.ShapeLayout.Places;
import dev.holdfast.console.locks.ShapeLayout.Shape;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives every box and wire of the graph its place. Parts that have nothing to do with each other are laid out each by itself,
 * those of the same shape only once; each has a slot of its own, so that what changes in one moves nothing in another. For
 * one thread, not the application thread: it takes its time.
 */
final class GraphLayout {
    private final Slots<String> slots = new Slots<>();
    private Map<Shape, Places> shapes = Map.of();

    Drawing of(WaitGraph graph) {
        Map<Shape, Places> used = new HashMap<>();
        Map<String, Drawing> drawn = new LinkedHashMap<>();
        parts(graph.lines()).forEach(lines -> drawn.put(lines.getFirst().resource(), drawn(lines, used)));
        shapes = used;
        return together(drawn, graph.more());
    }

    private Drawing drawn(List<Line> lines, Map<Shape, Places> used) {
        var part = new Part(lines);
        return part.at(used.computeIfAbsent(part.shape(),
                shape -> Objects.requireNonNullElseGet(shapes.get(shape), () -> ShapeLayout.of(shape))));
    }

    /** @param parts by the first resource of each */
    private Drawing together(Map<String, Drawing> parts, boolean more) {
        var boxes = new ArrayList<Box>();
        var wires = new ArrayList<Wire>();
        slots.place(parts);
        parts.forEach((name, part) -> {
            Slots.Slot slot = slots.of(name);
            part.boxes().forEach(box -> boxes.add(box.movedBy(slot.x(), slot.y())));
            part.wires().forEach(wire -> wires.add(wire.movedBy(slot.x(), slot.y())));
        });
        return boxes.isEmpty() ? Drawing.none() : new Drawing(boxes, wires, slots.width(), slots.height(), more);
    }

    /** The lines that hang together. */
    private static Collection<List<Line>> parts(List<Line> lines) {
        var first = new Roots();
        lines.forEach(line -> line.standers().forEach(stander -> first.join(line.resource(), subject(stander))));
        Map<Object, List<Line>> parts = new LinkedHashMap<>();
        lines.forEach(line -> parts.computeIfAbsent(first.of(line.resource()), any -> new ArrayList<>()).add(line));
        return parts.values();
    }

    private static Subject subject(Stander stander) {
        return switch (stander) {
            case Stander.OfTask task -> new Subject.OfTask(task.id());
            case Stander.OfSession session -> new Subject.OfSession(session.session());
        };
    }

    /** Sets that grow together: a union-find with path halving. */
    private static final class Roots {
        private final Map<Object, Object> parents = new HashMap<>();

        Object of(Object one) {
            Object at = one;
            while (true) {
                Object parent = parents.getOrDefault(at, at);
                if (parent.equals(at)) {
                    return at;
                }
                Object above = parents.getOrDefault(parent, parent);
                parents.put(at, above);
                at = above;
            }
        }

        void join(Object one, Object other) {
            parents.put(of(other), of(one));
        }
    }
}
