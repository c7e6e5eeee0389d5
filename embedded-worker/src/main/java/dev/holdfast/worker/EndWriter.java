package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.workers.RidingSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ends of a train's tasks on a thread and a session of its own, while the worker's loop makes the train longer. The session
 * is opened for the first train and kept. Used by the worker's loop only.
 */
final class EndWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EndWriter.class);
    /** For how long the lock session writes all after this one has failed. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final ConnectionSettings database;
    private final String name;
    private final Runnable whenWritten;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("ends").daemon().factory());
    private final AtomicReference<@Nullable Result> result = new AtomicReference<>();
    private volatile @Nullable Timer rest;
    private volatile boolean wanted;
    private boolean busy;
    private volatile @Nullable RidingSession session;

    /**
     * What came of tasks that were to be written.
     *
     * @param others those that are no longer this worker's; null where nothing was written, or nobody knows
     */
    record Result(List<RunningTask> tasks, @Nullable Set<Long> others) {}

    /** @param whenWritten called on the writer's thread when there is a result to fetch */
    EndWriter(ConnectionSettings database, String name, Runnable whenWritten) {
        this.database = database;
        this.name = name;
        this.whenWritten = whenWritten;
    }

    /** Whether it has a session. Where it has none yet, the first call has it opened. */
    boolean isReady() {
        Timer resting = rest;
        if (!wanted && (resting == null || resting.isDue())) {
            wanted = true;
            thread.execute(this::open);
        }
        return session != null;
    }

    /** Whether tasks are being written; as many others have to wait. */
    boolean isBusy() {
        return busy;
    }

    /** Begins to write that these have completed. */
    void write(int workerId, List<RunningTask> tasks) {
        busy = true;
        thread.execute(() -> {
            result.set(new Result(tasks, written(workerId, tasks)));
            whenWritten.run();
        });
    }

    /** What came of them, once it is known. */
    @Nullable
    Result fetch() {
        Result fetched = result.getAndSet(null);
        if (fetched != null) {
            busy = false;
        }
        return fetched;
    }

    private void open() {
        try {
            session = RidingSession.open(database, name);
        } catch (SQLException | HoldfastException e) {
            log.debug("no second session for trains: {}", e.getMessage());
            rest();
        }
    }

    private @Nullable Set<Long> written(int workerId, List<RunningTask> tasks) {
        RidingSession open = session;
        try {
            return open == null
                    ? null
                    : open.finish(workerId, tasks.stream().map(RunningTask::ended).toList()).orElse(null);
        } catch (SQLException | RuntimeException e) {
            log.debug("the second session for trains is lost: {}", e.getMessage());
            close();
            rest();
            return null;
        }
    }

    private void rest() {
        rest = new Timer(REST);
        wanted = false;
    }

    @Override
    public void close() {
        RidingSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
