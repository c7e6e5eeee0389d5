package dev.holdfast.console.locks;

import dev.holdfast.console.live.Latest;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.locks.WaitGraph;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graph of who waits for whom, laid out off the application thread. Knows no control. */
public final class GraphModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GraphModel.class);

    private final ReadOnlyObjectWrapper<Drawing> drawing = new ReadOnlyObjectWrapper<>(Drawing.none());
    private final Latest<WaitGraph, Drawing> layout;
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
    private WaitGraph wanted = WaitGraph.none();

    /** @param receiver runs what it is given on the application thread */
    public GraphModel(Live live, Executor receiver) {
        var places = new GraphLayout();
        layout = new Latest<>("holdfast-console-graph", graph -> draw(places, graph), receiver, drawing::set);
        live.follow(View.LOCKS, snapshot -> show(snapshot.graph()));
    }

    ReadOnlyObjectProperty<Drawing> drawing() {
        return drawing.getReadOnlyProperty();
    }

    /** Whether nobody waits for anybody: told by the newest reading, before that is laid out. */
    ReadOnlyBooleanProperty empty() {
        return empty.getReadOnlyProperty();
    }

    private void show(WaitGraph graph) {
        empty.set(graph.lines().isEmpty());
        if (!graph.equals(wanted)) {
            wanted = graph;
            layout.accept(graph);
        }
    }

    /** A graph that cannot be laid out is not drawn: the table beside it still says all. */
    private static Drawing draw(GraphLayout places, WaitGraph graph) {
        try {
            return places.of(graph);
        } catch (RuntimeException | LinkageError e) {
            log.warn("the graph of who waits for whom could not be laid out", e);
            return Drawing.none();
        }
    }

    @Override
    public void close() {
        layout.close();
    }
}
