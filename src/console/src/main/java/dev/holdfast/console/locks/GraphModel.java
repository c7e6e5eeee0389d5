package dev.holdfast.console.locks;

import dev.holdfast.console.live.Live;
import dev.holdfast.locks.WaitGraph;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graph of who waits for whom, laid out on a thread of its own, the newest only. */
public final class GraphModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GraphModel.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("holdfast-console-graph").factory());
    private final ReadOnlyObjectWrapper<Drawing> drawing = new ReadOnlyObjectWrapper<>(Drawing.none());
    private final Executor receiver;
    private WaitGraph wanted = WaitGraph.none();
    private boolean busy;

    /** @param receiver runs what it is given on the application thread */
    public GraphModel(Live live, Executor receiver) {
        this.receiver = receiver;
        live.snapshot().subscribe(snapshot -> show(snapshot.graph()));
    }

    ReadOnlyObjectProperty<Drawing> drawing() {
        return drawing.getReadOnlyProperty();
    }

    private void show(WaitGraph graph) {
        if (!graph.equals(wanted)) {
            wanted = graph;
            if (!busy) {
                layOut(graph);
            }
        }
    }

    private void layOut(WaitGraph graph) {
        busy = true;
        thread.execute(() -> {
            Drawing done = draw(graph);
            receiver.execute(() -> arrived(graph, done));
        });
    }

    /** A graph that cannot be laid out is not drawn: the table beside it still says all. */
    private static Drawing draw(WaitGraph graph) {
        try {
            return GraphLayout.of(graph);
        } catch (RuntimeException e) {
            log.warn("the graph of who waits for whom could not be laid out", e);
            return Drawing.none();
        }
    }

    private void arrived(WaitGraph graph, Drawing done) {
        busy = false;
        drawing.set(done);
        if (!graph.equals(wanted)) {
            layOut(wanted);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
