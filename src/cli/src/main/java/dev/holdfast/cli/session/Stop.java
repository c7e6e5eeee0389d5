package dev.holdfast.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The wish to end in order: Ctrl-C, SIGTERM, or an interrupt of the thread that asks. A second signal ends the process
 * as if there were no such thing. Thread-safe.
 */
public final class Stop implements AutoCloseable {
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final List<Runnable> restore = new ArrayList<>();

    private Stop() {}

    /** From here until it is closed, signals no longer end the process by themselves. */
    public static Stop onSignal() {
        var stop = new Stop();
        stop.take("INT");
        stop.take("TERM");
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
        restore.forEach(Runnable::run);
    }

    private void take(String name) {
        var signal = new Signal(name);
        SignalHandler former = Signal.handle(signal, received -> {
            wanted.countDown();
            close();
        });
        restore.add(() -> Signal.handle(signal, former));
    }
}
