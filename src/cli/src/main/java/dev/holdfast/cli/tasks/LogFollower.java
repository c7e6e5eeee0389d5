package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ProgressLine;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskReader;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Prints a task's log as it grows. For one use by one thread. */
public final class LogFollower {
    private static final Duration WITHOUT_END = Duration.ofDays(36_500);
    private static final long PAUSE_MILLIS = 300;
    private static final int PIECES = 500;

    private final Session session;
    private final long id;
    private final PrintStream out;
    private final ProgressLine progress;
    private int attempt = -1;
    private int seq = -1;

    public LogFollower(Session session, long id, PrintStream out) {
        this.session = session;
        this.id = id;
        this.out = out;
        this.progress = new ProgressLine(session.terminal());
    }

    /** Prints what there is by now. */
    void soFar() {
        session.call(connection -> {
            printNew(connection);
            return id;
        });
    }

    /**
     * Prints until the task is in a final state, or nobody reads any more.
     *
     * @return the task as it is then
     */
    public Task toEnd() throws InterruptedException {
        // Two connections: one is told of the end, the other looks for log lines, of which nobody tells.
        var end = new FutureTask<>(() -> session.tasks().await(id, WITHOUT_END));
        Thread.ofVirtual().name("await task " + id).start(end);
        try (Connection connection = session.source().get()) {
            Task ended = null;
            while (ended == null && !out.checkError()) {
                printNew(connection);
                showProgress(connection);
                ended = waitAMoment(end);
            }
            printNew(connection);
            return ended != null ? ended : TaskReader.find(connection, id).orElseThrow();
        } catch (SQLException e) {
            throw Failures.translate(e);
        } finally {
            progress.clear();
            end.cancel(true);
        }
    }

    private static @Nullable Task waitAMoment(FutureTask<Task> end) throws InterruptedException {
        try {
            return end.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            return null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HoldfastException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private void printNew(Connection connection) throws SQLException {
        List<LogLine> pieces;
        do {
            pieces = TaskReader.log(connection, id, attempt, seq, PIECES);
            if (!pieces.isEmpty()) {
                progress.clear();
            }
            for (LogLine piece : pieces) {
                out.print(piece.text());
                attempt = piece.attempt();
                seq = piece.seq();
            }
            out.flush();
        } while (pieces.size() == PIECES && !out.checkError());
    }

    private void showProgress(Connection connection) throws SQLException {
        if (progress.isVisible()) {
            TaskReader.find(connection, id).ifPresent(task -> progress.show(Outcome.now(task)));
        }
    }
}
