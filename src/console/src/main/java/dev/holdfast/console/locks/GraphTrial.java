package dev.holdfast.console.locks;

import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Scene;

/** The graph at a size that no person would want to read, for the benchmark: how long it takes, and what moves in it. */
public final class GraphTrial {
    private static final int TASKS = 2_000;
    private static final int RESOURCES = 500;
    private static final double WIDTH = 1_400;
    private static final double HEIGHT = 800;
    private static final int WARM_UPS = 3;
    /** A box that moves by less is where it was, for the eye. */
    private static final double PIXEL = 1;

    private GraphTrial() {}

    /**
     * What came of it.
     *
     * @param boxes  how many were drawn
     * @param layout milliseconds to find all places, off the application thread
     * @param draw   milliseconds to put all on the screen, on it
     * @param moved  the share of boxes that are elsewhere once one task has ended, from 0 to 1
     */
    public record Outcome(int boxes, double layout, double draw, double moved) {}

    /**
     * @param style       adds the console's style sheet
     * @param application runs what it is given on the application thread; the caller's is another one
     */
    public static List<Outcome> run(int rounds, Consumer<Scene> style, Executor application) {
        var outcomes = new ArrayList<Outcome>();
        for (int round = -WARM_UPS; round < rounds; round++) {
            Outcome outcome = once(round + WARM_UPS, style, application);
            if (round >= 0) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private static Outcome once(int seed, Consumer<Scene> style, Executor application) {
        var places = new GraphLayout();
        WaitGraph graph = graph(-1);
        long begin = System.nanoTime();
        Drawing drawing = places.of(graph);
        double layout = millisSince(begin);
        double draw = CompletableFuture.supplyAsync(() -> draw(drawing, style), application).join();
        Drawing after = places.of(graph(Math.floorMod(seed * 311, TASKS)));
        return new Outcome(drawing.boxes().size(), layout, draw, moved(drawing, after));
    }

    /** With all that a window does until the pixels of all that is in sight are there. */
    private static double draw(Drawing drawing, Consumer<Scene> style) {
        var pane = new GraphPane();
        var scene = new Scene(pane, WIDTH, HEIGHT);
        style.accept(scene);
        long begin = System.nanoTime();
        pane.show(drawing);
        do {
            scene.snapshot(null);
        } while (pane.drawInSight());
        return millisSince(begin);
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double moved(Drawing before, Drawing after) {
        Map<Subject, Drawing.Box> places = new HashMap<>();
        before.boxes().forEach(box -> places.put(box.subject(), box));
        long moved = after.boxes().stream().filter(box -> {
            Drawing.Box was = places.get(box.subject());
            return was != null && Math.hypot(was.x() - box.x(), was.y() - box.y()) > PIXEL;
        }).count();
        return (double) moved / after.boxes().size();
    }

    /** Four tasks on each resource, the first of them runs; each third waits for the next resource too. */
    private static WaitGraph graph(int ended) {
        var lines = new ArrayList<Line>();
        int perLine = TASKS / RESOURCES;
        for (int r = 0; r < RESOURCES; r++) {
            var standers = new ArrayList<Stander>();
            if (r > 0 && r % 3 == 0) {
                add(standers, (r - 1) * perLine + perLine - 1, ended, false);
            }
            for (int place = 0; place < perLine; place++) {
                add(standers, r * perLine + place, ended, place == 0);
            }
            lines.add(new Line("repo/%03d".formatted(r), standers.size(), standers));
        }
        return new WaitGraph(lines, false);
    }

    private static void add(List<Stander> standers, int task, int ended, boolean holds) {
        if (task != ended) {
            standers.add(new Stander.OfTask(1_000 + task, "repack", true, holds, holds ? "w-1" : null));
        }
    }
}
