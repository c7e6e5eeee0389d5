package dev.holdfast.console.locks;

import java.util.ArrayList;
import java.util.List;
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
 * Finds places for boxes and arrows, from left to right, in the layers of Sugiyama as ELK computes them. The order of what
 * comes in is kept where it can be, so that a small change moves little. Stateless, so thread-safe.
 */
final class ShapeLayout {
    static final double HEIGHT = 26;
    private static final double GAP = 10;
    private static final double LAYER_GAP = 46;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private ShapeLayout() {}

    /** By the numbers of its boxes. */
    record Arrow(int from, int to) {}

    /** What hangs together, without its meaning: how wide each box is, and who points at whom. */
    record Shape(List<Double> widths, List<Arrow> arrows) {
        Shape {
            widths = List.copyOf(widths);
            arrows = List.copyOf(arrows);
        }
    }

    record Point(double x, double y) {}

    /**
     * In the order of the shape.
     *
     * @param boxes  their upper left corners
     * @param arrows x and y of each in turns
     */
    record Places(List<Point> boxes, List<List<Double>> arrows, double width, double height) {}

    static Places of(Shape shape) {
        ElkNode graph = graph();
        List<ElkNode> nodes = shape.widths().stream().map(width -> {
            ElkNode node = ElkGraphUtil.createNode(graph);
            node.setDimensions(width, HEIGHT);
            return node;
        }).toList();
        List<ElkEdge> edges = shape.arrows()
                .stream()
                .map(arrow -> ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to())))
                .toList();
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
        return new Places(nodes.stream().map(node -> new Point(node.getX(), node.getY())).toList(),
                edges.stream().map(ShapeLayout::points).toList(), graph.getWidth(), graph.getHeight());
    }

    private static ElkNode graph() {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, LAYER_GAP);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        // All of it is one.
        graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        return graph;
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
