package dev.holdfast.worker;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.HandlerFailure;
import dev.holdfast.handlers.TaskContext;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One attempt of a task, run on a slot's thread. The handler reports through it as {@link TaskContext}; what it
 * reports is kept until the worker's loop fetches it. Thread-safe.
 */
final class RunningTask implements TaskContext {
    /** Why a task was asked to stop. */
    enum StopReason {
        /** Somebody canceled it. */
        CANCELED,
        /** It ran for longer than it may. */
        TIME_LIMIT,
        /** The worker was told to stop at once. */
        WORKER_STOPPED,
        /** The worker can no longer prove that the task is its own. */
        LOST
    }

    /** How far a task says it is. */
    record Progress(double fraction, String message) {}

    static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final Duration PATIENCE_WITH_LOST = Duration.ofSeconds(1);

    private final Claimed claimed;
    private final Handler handler;
    private final Duration grace;
    private final @Nullable Long chainSince;
    private final Runnable whenReported;
    private final StringBuilder log = new StringBuilder();
    private int logSeq;
    private @Nullable Progress progress;
    private @Nullable Thread thread;
    private volatile @Nullable StopReason stopReason;
    private volatile long stopAskedAt;
    private volatile @Nullable Timer limit;
    private volatile @Nullable Outcome outcome;
    private volatile long began;
    private volatile long took;

    /**
     * @param chainSince   the moment of the claim, by {@link System#nanoTime}, where chained tasks were claimed with it
     * @param whenReported called on a thread of the handler when there is something to fetch, and was not before
     */
    RunningTask(Claimed claimed, Handler handler, Duration grace, @Nullable Long chainSince, Runnable whenReported) {
        this.claimed = claimed;
        this.handler = handler;
        this.grace = grace;
        this.chainSince = chainSince;
        this.whenReported = whenReported;
    }

    Claimed claimed() {
        return claimed;
    }

    /** The attempt and how it ended, once it has. */
    Ended ended() {
        return new Ended(claimed, Objects.requireNonNull(outcome), chainSince == null ? null : ran(chainSince));
    }

    private Ended.Ran ran(long since) {
        return new Ended.Ran((began - since) / 1000, (began + took - since) / 1000);
    }

    boolean hasEnded() {
        return outcome != null;
    }

    boolean isCompleted() {
        return outcome instanceof Outcome.Completed;
    }

    /**
     * Interrupts the handler. The first reason counts, but a worker's stop hurries a canceled task, and a lost one must
     * end at once.
     */
    synchronized void stop(StopReason reason) {
        if (stopReason == reason || stopReason == StopReason.LOST) {
            return;
        }
        if (stopReason == null || reason == StopReason.LOST) {
            stopAskedAt = System.nanoTime();
            stopReason = reason;
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** How long it ran, once it has ended. */
    Duration took() {
        return Duration.ofNanos(took);
    }

    boolean isLost() {
        return stopReason == StopReason.LOST;
    }

    /** Until its time limit; {@link #NO_LIMIT} as well when it has not begun, has ended, or was asked to stop before. */
    Duration timeLeft() {
        Timer timer = limit;
        return timer == null || stopReason != null || outcome != null ? NO_LIMIT : timer.left();
    }

    /** Until its time limit, or if it was asked to stop, until it should have. */
    Duration untilOverdue() {
        return stopReason == null ? timeLeft() : patienceLeft();
    }

    /** {@link #NO_LIMIT} when it was not asked to stop, or has ended. A lost task must not run beside its successor. */
    private Duration patienceLeft() {
        if (stopReason == null || outcome != null) {
            return NO_LIMIT;
        }
        Duration patience = isLost() ? PATIENCE_WITH_LOST : grace.multipliedBy(2);
        return patience.minusNanos(System.nanoTime() - stopAskedAt);
    }

    /** Whether it was asked to stop long ago, and still runs. */
    boolean ignoresStop() {
        return patienceLeft().isNegative();
    }

    /** Whether there is something to fetch of what it reported. */
    synchronized boolean hasReport() {
        return progress != null || !log.isEmpty();
    }

    /** The log text since the last call, to be stored under the given number. */
    synchronized void drainLog(LogSink sink) throws SQLException {
        if (!log.isEmpty()) {
            sink.store(logSeq, log.toString());
            logSeq++;
            log.setLength(0);
        }
    }

    /** Stores a piece of a log. */
    interface LogSink {
        void store(int seq, String text) throws SQLException;
    }

    /** The progress since the last call. */
    synchronized Optional<Progress> drainProgress() {
        Optional<Progress> latest = Optional.ofNullable(progress);
        progress = null;
        return latest;
    }

    /**
     * Runs the handler on this thread; one that was asked to stop before does not begin.
     *
     * @return how long it took, in nanoseconds
     */
    long run() {
        long start = System.nanoTime();
        began = start;
        if (begin()) {
            if (claimed.timeLimit() != null) {
                limit = new Timer(claimed.timeLimit());
            }
            MDC.put("task", Long.toString(claimed.id()));
            Outcome how = runHandler();
            end();
            took = System.nanoTime() - start;
            outcome = how;
        } else {
            outcome = stopped(Objects.requireNonNull(stopReason));
        }
        return took;
    }

    private synchronized boolean begin() {
        if (stopReason == null) {
            thread = Thread.currentThread();
        }
        return thread != null;
    }

    /** From here on an interruption would hit the next task on this thread. */
    private synchronized void end() {
        thread = null;
        Thread.interrupted();
        MDC.remove("task");
    }

    private Outcome runHandler() {
        try {
            return new Outcome.Completed(handler.run(this));
        } catch (HandlerFailure e) {
            StopReason reason = stopReason;
            return reason != null
                    ? stopped(reason)
                    : new Outcome.Failed(new TaskError(e.type(), e.getMessage(), null), e.result().orElse(null));
        } catch (Throwable e) {
            StopReason reason = stopReason;
            return reason != null ? stopped(reason) : failed(e);
        }
    }

    private Outcome stopped(StopReason reason) {
        return switch (reason) {
            case CANCELED -> new Outcome.Canceled();
            case TIME_LIMIT ->
                failed("TimeLimit", "stopped at its time limit of %s s".formatted(seconds(claimed.timeLimit())));
            case WORKER_STOPPED -> failed("WorkerStopped", "its worker was stopped while it ran");
            case LOST -> failed("WorkerLost", "its worker lost its locks with the connection, and stopped it");
        };
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis() / 1000.0;
    }

    private static Outcome failed(String type, String message) {
        return new Outcome.Failed(new TaskError(type, message, null), null);
    }

    private static Outcome failed(Throwable e) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return new Outcome.Failed(new TaskError(e.getClass().getName(), e.getMessage(), trace.toString()), null);
    }

    @Override
    public long id() {
        return claimed.id();
    }

    @Override
    public String name() {
        return claimed.name();
    }

    @Override
    public int attempt() {
        return claimed.attempt();
    }

    @Override
    public int maxAttempts() {
        return claimed.maxAttempts();
    }

    @Override
    public String key() {
        return claimed.key();
    }

    @Override
    public String payload() {
        return claimed.payload();
    }

    @Override
    public void log(String text) {
        report(() -> log.append(text));
    }

    @Override
    public void progress(double fraction, String message) {
        report(() -> progress = new Progress(Math.clamp(fraction, 0, 1), message));
    }

    private void report(Runnable addition) {
        boolean first;
        synchronized (this) {
            first = !hasReport();
            addition.run();
        }
        if (first) {
            whenReported.run();
        }
    }

    @Override
    public boolean canceled() {
        return stopReason != null;
    }

    @Override
    public Duration grace() {
        return isLost() ? Duration.ZERO : grace;
    }
}
