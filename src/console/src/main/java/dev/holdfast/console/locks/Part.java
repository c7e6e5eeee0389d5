package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import dev.holdfast.console.locks.ShapeLayout.Arrow;
import dev.holdfast.console.locks.ShapeLayout.Places;
import dev.holdfast.console.locks.ShapeLayout.Point;
import dev.holdfast.console.locks.ShapeLayout.Shape;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A part of the graph: those who wait point at the resource, and that at its holders. */
final class Part {
    private static final double LETTER = 6.9;
    private static final double FRAME = 40;
    private static final int LONGEST = 26;

    private record Node(Subject subject, String text, String help, String style) {
        double width() {
            return text.length() * LETTER + FRAME;
        }
    }

    private record Tie(Arrow arrow, boolean holds, boolean exclusive) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Subject, Integer> numbers = new HashMap<>();
    private final List<Tie> ties = new ArrayList<>();

    /** @param lines those that hang together by the tasks and sessions that stand in more than one */
    Part(List<Line> lines) {
        lines.forEach(this::add);
    }

    Shape shape() {
        return new Shape(nodes.stream().map(Node::width).toList(), ties.stream().map(Tie::arrow).toList());
    }

    /** @param places of its shape */
    Drawing at(Places places) {
        List<Box> boxes = IntStream.range(0, nodes.size()).mapToObj(i -> {
            Node node = nodes.get(i);
            Point place = places.boxes().get(i);
            return new Box(node.subject(), node.text(), node.help(), node.style(), place.x(), place.y(), node.width(),
                    ShapeLayout.HEIGHT);
        }).toList();
        List<Wire> wires = IntStream.range(0, ties.size()).mapToObj(i -> {
            Tie tie = ties.get(i);
            return new Wire(nodes.get(tie.arrow().from()).subject(), nodes.get(tie.arrow().to()).subject(),
                    places.arrows().get(i), tie.holds(), tie.exclusive());
        }).toList();
        return new Drawing(boxes, wires, places.width(), places.height(), false);
    }

    private void add(Line line) {
        int resource = node(new Subject.OfResource(line.resource()), line.resource(), line.resource(), "of-resource");
        for (Stander stander : line.standers()) {
            int other = node(stander);
            Arrow arrow = stander.holds() ? new Arrow(resource, other) : new Arrow(other, resource);
            ties.add(new Tie(arrow, stander.holds(), stander.exclusive()));
        }
        long listed = line.standers().stream().filter(Stander.OfTask.class::isInstance).count();
        if (line.total() > listed) {
            int rest = node(new Subject.OfRest(line.resource()), Words.of("graph.rest", line.total() - listed),
                    Words.of("graph.rest.help", line.total() - listed, line.resource()), "of-rest");
            ties.add(new Tie(new Arrow(rest, resource), false, true));
        }
    }

    private int node(Stander stander) {
        return switch (stander) {
            case Stander.OfTask task -> node(new Subject.OfTask(task.id()),
                    Words.task(task.id(), task.name()),
                    task.worker() == null
                            ? Words.of("graph.waits", Long.toString(task.id()), task.name())
                            : Words.of("graph.runs", Long.toString(task.id()), task.name(),
                                    Objects.requireNonNull(task.worker())),
                    task.holds() ? "of-running" : "of-waiting");
            case Stander.OfSession session -> node(new Subject.OfSession(session.session()),
                    Words.of("graph.session", Integer.toString(session.session())),
                    Words.of("graph.session.help", Integer.toString(session.session()), session.application()),
                    "of-session");
        };
    }

    /** Its number; the first words for it stay. */
    private int node(Subject subject, String text, String help, String style) {
        return numbers.computeIfAbsent(subject, any -> {
            String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
            nodes.add(new Node(subject, shown, help, style));
            return nodes.size() - 1;
        });
    }
}
