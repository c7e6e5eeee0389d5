package dev.holdfast.workers;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.retention.Cleaning;
import dev.holdfast.schedules.DueSchedules;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A worker's lock session: the one connection whose advisory locks prove that the worker lives and what it runs. Always
 * in autocommit, never pooled, used by one thread only. When a call throws, the session is of no further use: its locks
 * are unknown, so it is closed and {@link #resume resumed} on a new connection.
 */
public final class LockSession implements AutoCloseable {
    private static final Executor SAME_THREAD = Runnable::run;
    /**
     * A connection that was cut without a word is noticed here first: after this time for a statement and the time for
     * a new session, a worker knows that it is cut off and stops its tasks. Only then the server may end the session.
     */
    private static final Duration STATEMENT = Duration.ofSeconds(8);
    private static final Duration REGISTRATION = Duration.ofSeconds(10);
    private static final Duration RESUMPTION = Duration.ofSeconds(3);
    private static final int DUE_AT_ONCE = 1000;
    private static final int EXPIRED_AT_ONCE = 100;
    /**
     * A claim or a finish that a crash of the server takes back would be run twice, so commits are synchronous. The tables
     * that change with each task are small and may hold many dead rows: a plan made for their size would read them whole.
     * Without sequential scans one plan serves any arguments; to make one for each call costs as much as to run it.
     */
    private static final String SESSION_SETTINGS = """
            SELECT set_config('default_transaction_isolation', 'read committed', false),
                   set_config('enable_seqscan', 'off', false),
                   set_config('plan_cache_mode', 'force_generic_plan', false),
                   set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                                                        WHEN 'off' THEN 'on'
                                                        ELSE current_setting('synchronous_commit') END, false),
                   set_config('idle_session_timeout', '0', false),
            """ + KeepAlive.SETTINGS;

    private final Connection connection;
    private final String name;
    private final int workerId;

    private LockSession(Connection connection, String name, int workerId) {
        this.connection = connection;
        this.name = name;
        this.workerId = workerId;
    }

    /** Registers a new worker, under an id never used before. */
    public static LockSession register(ConnectionSettings settings, WorkerInfo info) throws SQLException {
        Connection connection = open(settings, info.name(), REGISTRATION);
        try {
            Integer id = Sql.value(connection, Integer.class, "SELECT holdfast.register(?, ?, ?, ?, ?, ?)",
                    info.name(), info.host(), info.pid(), info.version(), info.slots(), info.handlers());
            return new LockSession(connection, info.name(), id == null ? 0 : id);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Takes a worker's locks back after its session was lost.
     *
     * @param running the tasks that it runs
     * @return empty when others have given the worker up for lost: none of its tasks is its own any more
     */
    public static Optional<Resumed> resume(ConnectionSettings settings, String name, int workerId, List<Long> running)
            throws SQLException {
        Connection connection = open(settings, name, RESUMPTION);
        try {
            Array kept = Sql.value(connection, Array.class, "SELECT holdfast.resume(?, ?::bigint[])", workerId,
                    running);
            if (kept == null) {
                connection.close();
                return Optional.empty();
            }
            return Optional
                    .of(new Resumed(new LockSession(connection, name, workerId), List.of((Long[]) kept.getArray())));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A worker's new session.
     *
     * @param tasks the ids of the tasks that are still its own
     */
    public record Resumed(LockSession session, List<Long> tasks) {}

    public int workerId() {
        return workerId;
    }

    /**
     * Gives a batch of submitted tasks their places; where there are none, looks after those that come after others. No more
     * than that, so that a worker can see to its own tasks meanwhile.
     *
     * @return what is left of it
     */
    public Admission admitSome() throws SQLException {
        int admitted = count("SELECT holdfast.admit()");
        return Admission.of(admitted == 0 ? count("SELECT holdfast.follow()") : admitted);
    }

    /**
     * Lets tasks go on whose time has come, fires schedules, and skips tasks that have expired; what is submitted then is to
     * be admitted.
     *
     * @return when it is to be called again; null when that is not this worker's business
     */
    public @Nullable Duration makeDue() throws SQLException {
        int turns = 0;
        while (count("SELECT holdfast.make_due(%d)".formatted(DUE_AT_ONCE)) == DUE_AT_ONCE && turns < 10) {
            turns++;
        }
        DueSchedules.fire(connection);
        int skipped = 0;
        while (skipped < EXPIRED_AT_ONCE
                && Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.skip_expired()"))) {
            skipped++;
        }
        return keepTime();
    }

    /** How long until {@link #makeDue} is to be called; null when that is not this worker's business. */
    public @Nullable Duration keepTime() throws SQLException {
        return Sql.duration(Sql.value(connection, Double.class, "SELECT holdfast.keep_time(?)", workerId));
    }

    /** The worker type as it stands now. */
    public TypeState type() throws SQLException {
        return TypeState.read(connection);
    }

    /** Says that this worker has taken over what the row of the worker type says, and has nothing left of what it said before. */
    public void follow(TypeState state) throws SQLException {
        Sql.run(connection, "SELECT holdfast.follow_type(?, ?, ?)", workerId, state.type().word(), state.epoch());
    }

    /** Runs other work of the worker on this session. */
    public <T extends @Nullable Object> T call(Sql.Work<T> work) throws SQLException {
        return work.with(connection);
    }

    /** Whether this worker is to remove what is not to be kept any longer, on another connection. */
    public boolean isCleaningDue() throws SQLException {
        return Cleaning.isDue(connection);
    }

    private int count(String statement) throws SQLException {
        Integer count = Sql.value(connection, Integer.class, statement);
        return count == null ? 0 : count;
    }

    /**
     * Ends attempts, drops their locks and claims others, all in one round trip and one commit. When none has ended, it
     * admits what was submitted instead.
     */
    public Turn turn(List<Ended> ended, Wish wish) throws SQLException {
        return Turns.run(connection, name, workerId, ended, wish);
    }

    /**
     * Takes more tasks for the train that this worker runs, to run them after it; empty where the train is to come to its end.
     *
     * @param most how many at most
     */
    public List<Claimed> growTrain(List<String> handlers, int most) throws SQLException {
        return Turns.grow(connection, name, workerId, handlers, most);
    }

    /** Ends this worker's train, where {@link RidingSession} has written the ends of all its tasks. */
    public void endEmptyTrain() throws SQLException {
        Sql.run(connection, "SELECT holdfast.end_empty_train(?)", workerId);
    }

    /** Gives tasks of a batch back that were not started; those that are canceled stay. */
    public void giveBack(List<Long> tasks) throws SQLException {
        Sql.run(connection, "SELECT holdfast.give_back(?, ?::bigint[])", workerId, tasks);
    }

    /**
     * Runs two tasks of nobody's and takes all of it back: server and driver prepare what the first task will need, while there
     * is nothing else to do. To be followed by a look for tasks.
     */
    public void rehearse() throws SQLException {
        Rehearsal.run(connection, this);
    }

    /** Tells submitters that this worker has a free slot and is about to wait for a notification. */
    public void fallAsleep(List<String> handlers) throws SQLException {
        Sql.run(connection,
                """
                        INSERT INTO holdfast.idle (worker_id, handlers)
                        SELECT w, ? FROM (SELECT ?::integer) AS this (w) WHERE NOT EXISTS (SELECT FROM holdfast.idle WHERE worker_id = w)
                        """,
                handlers, workerId);
    }

    /** How long tasks that it has just claimed had waited. */
    public List<Wait> waits(List<Long> tasks) throws SQLException {
        return Sql.list(connection, """
                SELECT extract(epoch FROM r.started_at - u.submitted_at)::float8 AS submitted,
                       extract(epoch FROM r.started_at - r.ready_at)::float8 AS ready
                FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
                WHERE r.task_id = ANY (?::bigint[]) AND r.worker_id = ?
                """, row -> new Wait(Sql.duration(row, "submitted"), Sql.duration(row, "ready")), tasks,
                workerId);
    }

    /** How long a task had waited at its start: since it was submitted, and since it lacked only a worker. */
    public record Wait(Duration sinceSubmit, Duration sinceReady) {}

    /** Appends a piece to a task's log. */
    public void log(Claimed task, int seq, String text) throws SQLException {
        Sql.run(connection, "INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, ?, ?, ?)",
                task.id(), task.attempt(), seq, storable(text));
    }

    public void progress(Claimed task, double fraction, String message) throws SQLException {
        Sql.run(connection, """
                UPDATE holdfast.running SET progress = ?, progress_message = ?
                WHERE task_id = ? AND worker_id = ? AND attempt = ?
                """, fraction, storable(message), task.id(), workerId, task.attempt());
    }

    /**
     * Asks the server for a sign of life.
     *
     * @param patience how long to wait for it before the session counts as lost
     */
    public void ping(Duration patience) throws SQLException {
        connection.setNetworkTimeout(SAME_THREAD, (int) patience.toMillis());
        Sql.run(connection, "SELECT 1");
        connection.setNetworkTimeout(SAME_THREAD, (int) STATEMENT.toMillis());
    }

    /** Looks for what a lost notification may have left, and shows that the worker is alive, for people to see. */
    public Sweep sweep(List<String> handlers) throws SQLException {
        return Sql.list(connection,
                "SELECT s.*, t.epoch FROM holdfast.sweep(?, ?) AS s CROSS JOIN holdfast.worker_type AS t",
                row -> new Sweep(List.of((Integer[]) row.getArray("unlocked").getArray()), row.getBoolean("work"),
                        row.getBoolean("listed"), row.getLong("epoch")),
                workerId, handlers).getFirst();
    }

    /**
     * What a sweep found.
     *
     * @param unlocked workers whose lock nobody holds
     * @param work     whether a turn would find something to do
     * @param listed   whether it is on the list of the idle, and so will be told
     * @param epoch    that of the worker type
     */
    public record Sweep(List<Integer> unlocked, boolean work, boolean listed, long epoch) {}

    /**
     * Hands on that there is something to take, for a worker that was told and has no free slot, or is to end.
     *
     * @return what is left to be admitted
     */
    public Admission passOn(List<String> handlers) throws SQLException {
        Admission left = admitSome();
        Sql.run(connection, "SELECT holdfast.pass_on(?)", handlers);
        return left;
    }

    /** The tasks of this worker that somebody wants to be stopped, for a notification may have been missed. */
    public List<Long> canceling() throws SQLException {
        return Sql.list(connection, "SELECT task_id FROM holdfast.running WHERE worker_id = ? AND canceling",
                row -> row.getLong("task_id"), workerId);
    }

    /** Whether an operator has asked this worker to finish its tasks and end. */
    public boolean isToDrain() throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                "SELECT state = 'draining' FROM holdfast.workers WHERE id = ?", workerId));
    }

    /** Whether there is something, now or once running tasks end, that this worker could take. */
    public boolean anythingLeft(List<String> handlers) throws SQLException {
        return Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                """
                        SELECT EXISTS (SELECT FROM holdfast.ready WHERE handler = ANY (?))
                            OR EXISTS (SELECT FROM holdfast.submitted)
                            OR EXISTS (SELECT FROM holdfast.following)
                            OR EXISTS (SELECT FROM holdfast.running)
                        """,
                handlers));
    }

    /** Writes that the worker takes no more tasks, or has stopped, and is not to be woken. */
    public void end(WorkerState state) throws SQLException {
        Sql.run(connection, "SELECT holdfast.strike_off(?)", workerId);
        Sql.run(connection, """
                UPDATE holdfast.workers
                SET state = ?::holdfast.worker_state, last_seen = clock_timestamp(),
                    ended_at = CASE WHEN ? THEN clock_timestamp() END
                WHERE id = ? AND state IN ('online', 'draining')
                """, state.word(), state == WorkerState.STOPPED, workerId);
        Sql.run(connection, "SELECT holdfast.leave_clock(?)", workerId);
    }

    /** Ends the session, and with it all its locks. */
    @Override
    public void close() {
        Connections.abort(connection);
    }

    /** PostgreSQL's text has no NUL. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    static Connection open(ConnectionSettings settings, String name, Duration patience) throws SQLException {
        Connection connection = settings.open("holdfast " + name, patience);
        try {
            connection.setNetworkTimeout(SAME_THREAD, (int) STATEMENT.toMillis());
            Sql.run(connection, SESSION_SETTINGS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
