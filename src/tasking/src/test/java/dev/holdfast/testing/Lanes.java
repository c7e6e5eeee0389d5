package dev.holdfast.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
    /** How many inputs a try has: more than lanes, so that few of them wait for the last one to end. */
    public static final int INPUTS = 16;
    private static final int COUNT = 4;

    private final BlockingQueue<L> free = new ArrayBlockingQueue<>(COUNT);
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    private Lanes() {}

    public static <L extends AutoCloseable> Lanes<L> open(Callable<L> opening) throws Exception {
        var lanes = new Lanes<L>();
        for (int i = 0; i < COUNT; i++) {
            lanes.free.add(opening.call());
        }
        return lanes;
    }

    /** What is done on one lane. */
    @FunctionalInterface
    public interface Check<L, I> {
        void run(L lane, I input) throws Exception;
    }

    /** Each input on the next free lane. Returns when all have ended, and throws what one of them failed with. */
    public <I> void run(List<I> inputs, Check<L, I> check) throws Throwable {
        var runs = new ArrayList<Future<?>>();
        for (I input : inputs) {
            runs.add(threads.submit(() -> {
                L lane = free.take();
                try {
                    check.run(lane, input);
                } finally {
                    free.add(lane);
                }
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
        for (L lane : free) {
            lane.close();
        }
    }
}
