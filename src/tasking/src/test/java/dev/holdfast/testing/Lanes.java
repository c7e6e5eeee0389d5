package dev.holdfast.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several databases with the same on each, on which checks of a property run at once and know nothing of each other: one
 * alone leaves the machine idle half of the time.
 */
public final class Lanes<L extends AutoCloseable> implements AutoCloseable {
    public static final int COUNT = 4;

    private final List<L> lanes = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    private Lanes() {}

    public static <L extends AutoCloseable> Lanes<L> open(Callable<L> opening) throws Exception {
        var lanes = new Lanes<L>();
        for (int i = 0; i < COUNT; i++) {
            lanes.lanes.add(opening.call());
        }
        return lanes;
    }

    /** What is done on one lane. */
    @FunctionalInterface
    public interface Check<L, I> {
        void run(L lane, I input) throws Exception;
    }

    /** Each input on a lane of its own. Returns when all have ended, and throws what one of them failed with. */
    public <I> void run(List<I> inputs, Check<L, I> check) throws Throwable {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < inputs.size(); i++) {
            L lane = lanes.get(i);
            I input = inputs.get(i);
            runs.add(threads.submit(() -> {
                check.run(lane, input);
                return null;
            }));
        }
        // All of them, before the first that failed is reported: the next try finds the lanes idle.
        Throwable failure = null;
        for (Future<?> run : runs) {
            try {
                run.get();
            } catch (ExecutionException e) {
                failure = e.getCause();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws Exception {
        threads.close();
        for (L lane : lanes) {
            lane.close();
        }
    }
}
