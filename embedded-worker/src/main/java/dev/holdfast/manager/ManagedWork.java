package dev.holdfast.manager;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Admission;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Turn;
import dev.holdfast.workers.Wish;
import dev.holdfast.workers.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A worker's part in the old worker type: its heart, its own list, and now and then the manager. It runs one task at a time,
 * however many slots it has, for the order of its list is all that keeps tasks on the same resource apart. Used by the
 * worker's loop only.
 */
public final class ManagedWork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManagedWork.class);
    private static final Duration LATER = Duration.ofMillis(250);

    private final ConnectionSettings database;
    private final String name;
    private final int worker;
    private final Duration ttl;
    private final Runnable assigned;
    private final Lists lists;
    private final String prefix;
    private final Heart heart;
    private final AtomicReference<@Nullable ResourceManager> manager = new AtomicReference<>();
    private final AtomicBoolean lookingLater = new AtomicBoolean();
    private final Outage outage = new Outage();
    private volatile boolean atWork;
    private @Nullable Taker taker;

    /**
     * @param assigned called on other threads when there is a task to start
     * @param missed   called on other threads when others have taken this worker for missing: its tasks are not its own
     */
    public ManagedWork(ConnectionSettings database, String name, int worker, TypeState state, Duration ttl,
            Runnable assigned, Runnable missed) {
        this.database = database;
        this.name = name;
        this.worker = worker;
        this.ttl = ttl;
        this.assigned = assigned;
        this.prefix = state.lists();
        this.lists = Lists.at(RedisAddress.parse(Objects.requireNonNull(state.redis(), "redis")), System.getenv(),
                prefix);
        this.heart = new Heart(database, name, worker, ttl, new Heart.Listener() {
            @Override
            public void missed() {
                missed.run();
            }

            @Override
            public void managerless() {
                stepIn();
            }
        });
        log.warn("the worker type is manager, which is deprecated: holdfast switch advisory leaves it");
        heart.start();
    }

    /** Whether this was made for that worker and what the row says. */
    public boolean isOf(int id, TypeState state) {
        return worker == id && prefix.equals(state.lists());
    }

    /** Starts to take tasks, or stops to, which gives back what it has in hand. */
    public void work(boolean intake) {
        if (intake == atWork) {
            return;
        }
        atWork = intake;
        if (intake) {
            taker = new Taker(lists, lists.ofWorker(worker), assigned);
            heart.hurry();
            return;
        }
        ResourceManager own = manager.getAndSet(null);
        if (own != null) {
            own.close();
        }
        if (taker != null) {
            taker.close();
            taker = null;
        }
    }

    private void stepIn() {
        ResourceManager now = manager.get();
        if (atWork && (now == null || !now.isAtWork())) {
            var next = new ResourceManager(database, name, lists, outage, ttl);
            if (manager.compareAndSet(now, next)) {
                next.start();
            }
        }
    }

    /** Writes what has ended, puts what was submitted on the manager's list, and starts the next task of its own. */
    public Turn turn(LockSession session, List<Ended> ended, Wish wish) throws SQLException {
        return session.call(connection -> {
            Map<Long, TaskState> finished = new HashMap<>();
            for (Ended one : ended) {
                finish(connection, one).ifPresent(state -> finished.put(one.task().id(), state));
            }
            if (atWork) {
                lineUp(connection);
            }
            List<Claimed> started = wish.slots() > 0 && wish.others().isEmpty() && taker != null
                    ? start(connection, taker)
                    : List.of();
            return new Turn(finished, started, Admission.DONE, wish.slots() > 0 ? session.keepTime() : null, null);
        });
    }

    private void lineUp(Connection connection) throws SQLException {
        try {
            Lining.fresh(connection, lists);
            outage.isOver();
        } catch (JedisException e) {
            outage.begins(e);
            lookLater();
        }
    }

    private Optional<TaskState> finish(Connection connection, Ended ended) throws SQLException {
        Written written = Written.of(ended.outcome());
        String state = Sql.value(connection, String.class, """
                SELECT holdfast.finish_assigned(?, ?, ?, ?, ?::holdfast.task_state, ?, ?, ?, ?)::text
                """, worker, name, ended.task().id(), ended.task().attempt(),
                ended.outcome().state().word(), written.result(), written.type(), written.message(), written.trace());
        return Optional.ofNullable(state).map(TaskState::of);
    }

    private List<Claimed> start(Connection connection, Taker from) throws SQLException {
        Long task = from.inHand();
        if (task == null) {
            from.takeNext();
            return List.of();
        }
        record Said(String word, @Nullable Claimed task) {}
        Said said = Sql.list(connection, "SELECT * FROM holdfast.start_assigned(?, ?, ?)", row -> {
            String word = row.getString("said");
            return new Said(word, word.equals("started") ? Assigned.claimed(task, row) : null);
        }, worker, name, task).getFirst();
        switch (said.word()) {
            case "started" -> from.started();
            case "gone" -> {
                from.started();
                from.takeNext();
            }
            default -> {
                // At the end of the list another may come first for which this one waits.
                lists.append(lists.ofWorker(worker), List.of(task));
                from.started();
                lookLater();
            }
        }
        return said.task() == null ? List.of() : List.of(said.task());
    }

    /** One such look at a time is enough. */
    private void lookLater() {
        if (!lookingLater.getAndSet(true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(LATER);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                lookingLater.set(false);
                assigned.run();
            });
        }
    }

    /** The worker takes no more: what waits on its list is canceled, as that type does it. */
    public void cancelQueue(LockSession session) throws SQLException {
        work(false);
        drop(session, false);
    }

    /** It ends, with nothing left that runs. */
    public void leave(LockSession session) throws SQLException {
        drop(session, true);
    }

    private void drop(LockSession session, boolean whole) throws SQLException {
        Integer canceled = session.call(connection -> Objects.requireNonNull(Sql.value(connection, Integer.class,
                "SELECT holdfast.drop_worker(?, ?, ?)", worker, "its worker %s ended".formatted(name), whole)));
        if (canceled > 0) {
            log.warn("{} tasks that it was given are canceled, since it ends", canceled);
        }
    }

    @Override
    public void close() {
        work(false);
        heart.close();
        try {
            lists.remove(lists.ofWorker(worker));
        } catch (JedisException e) {
            log.debug("its list stays in Redis: {}", e.getMessage());
        }
        lists.close();
    }
}
