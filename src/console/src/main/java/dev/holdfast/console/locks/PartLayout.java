package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Gives every box and wire of one part of the graph its place: those who wait on the left, the resource, its holders on the
 * right, in the layers of Sugiyama as ELK computes them. The order of what comes in is kept where it can be, so that a small
 * change moves little.
 */
final class PartLayout {
    private static final double HEIGHT = 26;
    private static final double LETTER = 6.9;
    private static final double FRAME = 40;
    private static final double GAP = 10;
    private static final double LAYER_GAP = 46;
    private static final int LONGEST = 26;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private record Node(Subject subject, String text, String help, String style, ElkNode node) {}

    private record Arrow(Subject from, Subject to, boolean holds, boolean exclusive, ElkEdge edge) {}

    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<Subject, Node> nodes = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();

    private PartLayout() {
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, LAYER_GAP);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        // All of it is one.
        graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(0));
    }

    /** @param lines those of the part, which hang together by the tasks and sessions that stand in more than one */
    static Drawing of(List<Line> lines) {
        var layout = new PartLayout();
        lines.forEach(layout::add);
        new RecursiveGraphLayoutEngine().layout(layout.graph, new BasicProgressMonitor());
        return layout.drawing();
    }

    private void add(Line line) {
        var resource = new Subject.OfResource(line.resource());
        node(resource, line.resource(), line.resource(), "of-resource");
        for (Stander stander : line.standers()) {
            Subject subject = node(stander);
            if (stander.holds()) {
                arrow(resource, subject, true, stander.exclusive());
            } else {
                arrow(subject, resource, false, stander.exclusive());
            }
        }
        long listed = line.standers().stream().filter(Stander.OfTask.class::isInstance).count();
        if (line.total() > listed) {
            var rest = new Subject.OfRest(line.resource());
            node(rest, Words.of("graph.rest", line.total() - listed),
                    Words.of("graph.rest.help", line.total() - listed, line.resource()), "of-rest");
            arrow(rest, resource, false, true);
        }
    }

    private Subject node(Stander stander) {
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

    private Subject node(Subject subject, String text, String help, String style) {
        nodes.computeIfAbsent(subject, any -> {
            String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
            ElkNode node = ElkGraphUtil.createNode(graph);
            node.setDimensions(shown.length() * LETTER + FRAME, HEIGHT);
            return new Node(subject, shown, help, style, node);
        });
        return subject;
    }

    private void arrow(Subject from, Subject to, boolean holds, boolean exclusive) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(Objects.requireNonNull(nodes.get(from)).node(),
                Objects.requireNonNull(nodes.get(to)).node());
        arrows.add(new Arrow(from, to, holds, exclusive, edge));
    }

    private Drawing drawing() {
        List<Box> boxes = nodes.values()
                .stream()
                .map(node -> new Box(node.subject(), node.text(), node.help(), node.style(), node.node().getX(),
                        node.node().getY(), node.node().getWidth(), node.node().getHeight()))
                .toList();
        List<Wire> wires = arrows.stream()
                .map(arrow -> new Wire(arrow.from(), arrow.to(), points(arrow.edge()), arrow.holds(),
                        arrow.exclusive()))
                .toList();
        return new Drawing(boxes, wires, graph.getWidth(), graph.getHeight(), false);
    }

    private static List<Double> points(ElkEdge edge) {
        var points = new ArrayList<Double>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(section.getStartX());
            points.add(section.getStartY());
            section.getBendPoints().forEach(bend -> {
                points.add(bend.getX());
                points.add(bend.getY());
            });
            points.add(section.getEndX());
            points.add(section.getEndY());
        }
        return points;
    }
}
