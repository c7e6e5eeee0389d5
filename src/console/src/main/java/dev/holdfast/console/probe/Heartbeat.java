package dev.holdfast.console.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Asks the application thread again and again for a sign of life, and remembers the longest it had to wait for one. */
final class Heartbeat {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration GOAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FRAMES = 40;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Screen screen;
    private final Thread application;

    private int beats;
    private int late;
    private long longest;
    private long longestPause;
    private long hardest;
    private List<String> where = List.of();

    Heartbeat(Screen screen) {
        this.screen = screen;
        this.application = screen.on(Thread::currentThread);
    }

    /**
     * What was heard.
     *
     * @param beats   how often it was asked
     * @param late    how often it took longer than 50 ms
     * @param millis  the longest wait
     * @param control what the machine did meanwhile to a thread with nothing to do: the longest it overslept, in milliseconds
     * @param work    the most processor time that the application thread took in one wait, in milliseconds: what
     *                    is left of a wait where nobody else wants the processors
     * @param where   what the application thread was at then, after 50 ms
     */
    record Heard(int beats, int late, double millis, double control, double work, List<String> where) {}

    /** Asks for that long; again for the sum of several times. */
    void listen(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            beat();
            long before = System.nanoTime();
            Thread.sleep(PAUSE);
            longestPause = Math.max(longestPause, System.nanoTime() - before - PAUSE.toNanos());
        }
    }

    Heard heard() {
        return new Heard(beats, late, longest / 1e6, longestPause / 1e6, hardest / 1e6, where);
    }

    private void beat() throws InterruptedException {
        var answer = new CompletableFuture<Long>();
        long before = THREADS.getThreadCpuTime(application.threadId());
        long asked = System.nanoTime();
        screen.later(() -> answer.complete(System.nanoTime()));
        List<String> busy = List.of();
        try {
            answer.get(GOAL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            late++;
            busy = Stream.of(application.getStackTrace()).limit(FRAMES).map(StackTraceElement::toString).toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        long waited = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join() - asked;
        long worked = THREADS.getThreadCpuTime(application.threadId()) - before;
        beats++;
        longest = Math.max(longest, waited);
        if (worked > hardest) {
            hardest = worked;
            where = busy;
        }
    }
}
