package dev.holdfast.cli.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to end: Ctrl-C, SIGTERM, or an interrupt of the thread that made it. The process ends once it is closed, so
 * what comes before is the orderly end.
 */
public final class Stop implements AutoCloseable {
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endInOrder, "stop");

    private Stop() {}

    public static Stop onSignal() {
        var stop = new Stop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    public boolean isWanted() {
        return wanted.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Waits for the wish at most so long. */
    public boolean await(long millis) {
        try {
            return wanted.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (wanted.getCount() > 0) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endsAlready) {
            // The hook runs by now and finds that all is closed.
        }
    }

    private void endInOrder() {
        wanted.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
