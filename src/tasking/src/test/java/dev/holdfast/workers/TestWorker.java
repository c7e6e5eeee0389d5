package dev.holdfast.workers;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker's lock session driven by hand, one step at a time, on a real server. */
public final class TestWorker implements AutoCloseable {
    private final LockSession session;
    private final List<String> handlers;
    private long clock;

    private TestWorker(LockSession session, List<String> handlers) {
        this.session = session;
        this.handlers = handlers;
    }

    public static TestWorker register(ConnectionSettings settings, String name, String... handlers)
            throws SQLException {
        var info = new WorkerInfo(name, "test", ProcessHandle.current().pid(), "test", 8, List.of(handlers));
        return new TestWorker(LockSession.register(settings, info), List.of(handlers));
    }

    public LockSession session() {
        return session;
    }

    public int id() {
        return session.workerId();
    }

    /** Gives all that was submitted its places, and looks after what comes after others. */
    public void admit() throws SQLException {
        while (session.admitSome() == Admission.MORE) {
            // The next batch.
        }
    }

    /** Admits what was submitted and claims what is ready, at most {@code max} tasks. */
    public List<Claimed> take(int max) throws SQLException {
        return session.turn(List.of(), new Wish(handlers, max, 0, List.of())).claimed();
    }

    /** Claims what is ready and, beyond the slots, what it can run in quick succession. */
    public List<Claimed> takeMany(int slots, int extra) throws SQLException {
        return session.turn(List.of(), new Wish(handlers, slots, extra, List.of())).claimed();
    }

    /** Ends these in one statement, as run one after the other. */
    public Map<Long, TaskState> completeInTurn(List<Claimed> tasks) throws SQLException {
        return session.turn(inTurn(tasks), Wish.nothing(List.of())).finished();
    }

    private List<Ended> inTurn(List<Claimed> tasks) {
        var ended = new ArrayList<Ended>();
        for (Claimed task : tasks) {
            ended.add(new Ended(task, new Outcome.Completed(null), new Ended.Ran(clock, ++clock)));
        }
        return ended;
    }

    public List<Long> takeIds(int max) throws SQLException {
        return take(max).stream().map(Claimed::id).toList();
    }

    /** Completes all of them in one statement and returns those that it could. */
    public Map<Long, TaskState> complete(List<Claimed> tasks) throws SQLException {
        return session.turn(tasks.stream().map(task -> new Ended(task, new Outcome.Completed(null))).toList(),
                Wish.nothing(List.of())).finished();
    }

    public Optional<TaskState> complete(Claimed task) throws SQLException {
        return finish(task, new Outcome.Completed(null));
    }

    /** Completes a task and claims others in the same step. */
    public List<Claimed> completeAndTake(Claimed task, int max) throws SQLException {
        return session.turn(List.of(new Ended(task, new Outcome.Completed(null))),
                new Wish(handlers, max, 0, List.of())).claimed();
    }

    /** Ends these as run one after the other, and claims beyond the slots in the same step. */
    public List<Claimed> completeAndTakeMany(List<Claimed> tasks, int slots, int extra) throws SQLException {
        return session.turn(inTurn(tasks), new Wish(handlers, slots, extra, List.of())).claimed();
    }

    public Optional<TaskState> fail(Claimed task, String message) throws SQLException {
        return finish(task, new Outcome.Failed(new TaskError("Test", message, null), null));
    }

    public Optional<TaskState> finish(Claimed task, Outcome outcome) throws SQLException {
        return Optional.ofNullable(
                session.turn(List.of(new Ended(task, outcome)), Wish.nothing(List.of())).finished().get(task.id()));
    }

    @Override
    public void close() {
        session.close();
    }
}
