package dev.holdfast.console.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/** Looks at an open window on behalf of the benchmark, from a thread other than the application thread. */
public final class Probe {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(2);
    private static final TaskRequest CHANGE = TaskRequest.of("probe").handler("probe");
    private static final String TASKS = "#tasks";
    /** Of the column with the numbers of the tasks: nothing there changes by itself. */
    private static final int STRIP = 40;
    private static final double MIB = 1 << 20;
    private static final int PULSES = 2;

    private final Live live;
    private final Screen screen;
    private final Consumer<View> show;
    private final Tasks tasks;

    /**
     * @param show        shows a view, on the application thread
     * @param application runs what it is given there
     */
    public Probe(Live live, Scene scene, Consumer<View> show, Tasks tasks, Executor application) {
        this.live = live;
        this.screen = new Screen(scene, application);
        this.show = show;
        this.tasks = tasks;
    }

    /** @param epochMillis when the first rows were on the screen */
    record LiveAt(long epochMillis) {}

    /**
     * @param opened of the second after a view was chosen
     * @param views  of the time after that
     * @param readings of the database that came meanwhile
     * @param failures what kept it from being read, each reason once
     * @param heap   what was in use after each round, all garbage collected, in MiB
     */
    record Stalls(Map<View, Heartbeat.Heard> opened, Map<View, Heartbeat.Heard> views, Map<View, Integer> readings,
            Set<String> failures, List<Double> heap) {}

    /** @param interval the time from one reading to the next */
    record Latencies(double interval, List<Double> millis) {}

    /**
     * Measures what is asked for and writes it.
     *
     * @param graph measures the graph so many times
     */
    public void run(ProbeOptions options, IntFunction<?> graph) throws IOException, InterruptedException {
        Object measured = switch (Objects.requireNonNull(options.what())) {
            case LIVE -> live();
            case STALLS -> stalls(options.views(), options.rounds(), options.look());
            case LATENCY -> latencies(options.rounds(), options.interval());
            case GRAPH -> graph.apply(options.rounds());
        };
        JSON.writeValue(options.file().toFile(), measured);
    }

    private LiveAt live() {
        awaitRows();
        return new LiveAt(System.currentTimeMillis());
    }

    private Stalls stalls(List<View> looked, int rounds, Duration look) throws InterruptedException {
        awaitRows();
        var opened = new EnumMap<View, Heartbeat>(View.class);
        var views = new EnumMap<View, Heartbeat>(View.class);
        var readings = new ConcurrentHashMap<View, Integer>();
        Set<String> failures = ConcurrentHashMap.newKeySet();
        screen.on(() -> live.snapshot()
                .subscribe((before, now) -> readings.merge(now.interest().view(), 1, Integer::sum)));
        screen.on(() -> live.link().subscribe(link -> {
            if (link instanceof LinkState.Lost lost) {
                failures.add(lost.reason());
            }
        }));
        var heap = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            for (View view : looked) {
                screen.on(() -> {
                    show.accept(view);
                    return view;
                });
                opened.computeIfAbsent(view, any -> new Heartbeat(screen)).listen(SETTLE);
                views.computeIfAbsent(view, any -> new Heartbeat(screen)).listen(look);
            }
            heap.add(usedHeap());
        }
        return new Stalls(heard(opened), heard(views), readings, failures, heap);
    }

    private static Map<View, Heartbeat.Heard> heard(Map<View, Heartbeat> hearts) {
        var heard = new EnumMap<View, Heartbeat.Heard>(View.class);
        hearts.forEach((view, heart) -> heard.put(view, heart.heard()));
        return heard;
    }

    private Latencies latencies(int rounds, Duration interval) throws InterruptedException {
        awaitRows();
        screen.on(() -> {
            live.interval().set(interval);
            return interval;
        });
        // Changes at any moment of the interval.
        var random = new Random(42);
        var millis = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            Thread.sleep(SETTLE.toMillis() + random.nextLong(SETTLE.toMillis()));
            int before = screen.look(TASKS, STRIP);
            tasks.submit(CHANGE);
            long changed = System.nanoTime();
            while (screen.look(TASKS, STRIP) == before) {
                if (System.nanoTime() - changed > PATIENCE.toNanos()) {
                    throw new IllegalStateException("a change did not come to the screen");
                }
                Thread.sleep(GLANCE);
            }
            millis.add((System.nanoTime() - changed) / 1e6);
        }
        return new Latencies(interval.toNanos() / 1e6, millis);
    }

    /** Waits until there are tasks from the database, and what shows them has been drawn. */
    private void awaitRows() {
        var drawn = new CompletableFuture<Boolean>();
        screen.on(() -> live.snapshot().subscribe(snapshot -> {
            if (live.link().get() instanceof LinkState.Up && !snapshot.tasks().rows().isEmpty()) {
                afterPulses(() -> drawn.complete(true));
            }
        }));
        drawn.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The first pulse lays out what has changed and hands it over to be drawn, by the second it was. */
    private static void afterPulses(Runnable then) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                if (++pulses > PULSES) {
                    stop();
                    then.run();
                }
            }
        }.start();
    }

    private static double usedHeap() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MIB;
    }
}
