package dev.holdfast.manager;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The one that gives tasks to workers, in the order of its list: it takes no second task before the first has a worker, however
 * long that lasts. One process at a time is it, by an advisory lock; the others' hearts see when nobody is. A thread and a
 * connection of its own.
 */
final class ResourceManager implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResourceManager.class);
    private static final Duration TRY_AGAIN = Duration.ofMillis(250);
    private static final int CHECKS_IN_THE_PATIENCE = 6;

    private final ConnectionSettings database;
    private final String name;
    private final Lists lists;
    private final Outage outage;
    private final Duration patience;
    private final Thread thread;
    private long checkNext;
    private final Map<Line, Long> missingSince = new HashMap<>();
    private @Nullable Long inHand;
    private volatile boolean closed;

    private record Line(long task, @Nullable Integer worker) {}

    /** @param patience how long a task may be in nobody's list: its worker may have it in hand, and be slow to start it */
    ResourceManager(ConnectionSettings database, String name, Lists lists, Outage outage, Duration patience) {
        this.database = database;
        this.name = name;
        this.lists = lists;
        this.outage = outage;
        this.patience = patience;
        this.thread = Thread.ofPlatform().name("resource manager").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAtWork() {
        return thread.isAlive();
    }

    private void run() {
        try (Connection connection = database.open("holdfast " + name + " manager")) {
            if (Boolean.TRUE.equals(Sql.value(connection, Boolean.class,
                    "SELECT pg_try_advisory_lock(holdfast.switch_space(), 2)"))) {
                Sql.run(connection, "LISTEN holdfast_manager");
                log.info("this process is the resource manager now");
                manage(connection);
            }
        } catch (SQLException e) {
            log.warn("the resource manager has lost its connection: {}", e.getMessage());
        } finally {
            putBack();
        }
    }

    private void manage(Connection connection) throws SQLException {
        boolean lined = false;
        while (!closed) {
            try {
                if (!lined) {
                    Lining.all(connection, lists);
                    lined = true;
                }
                checkWhenDue(connection);
                lineUpWhenTold(connection);
                if (inHand == null) {
                    inHand = lists.take(lists.ofManager()).orElse(null);
                }
                if (inHand != null) {
                    assign(connection, inHand);
                }
                outage.isOver();
            } catch (JedisException e) {
                outage.begins(e);
                pause();
            }
        }
    }

    /** Where all workers are busy, nobody else would. */
    private void lineUpWhenTold(Connection connection) throws SQLException {
        PGNotification[] told = connection.unwrap(PGConnection.class).getNotifications();
        if (told != null && told.length > 0) {
            Lining.fresh(connection, lists);
        }
    }

    /** Holds up all others until this one has a worker. */
    private void assign(Connection connection, long task) throws SQLException {
        int worker = assignOnce(connection, task);
        while (worker < 0 && !closed) {
            pause();
            checkWhenDue(connection);
            lineUpWhenTold(connection);
            worker = assignOnce(connection, task);
        }
        if (worker >= 0) {
            // From here on the worker's list is to have it; should this process end first, it is found to have vanished.
            inHand = null;
            hand(worker, task);
        }
    }

    private void hand(int worker, long task) {
        boolean handed = worker == 0;
        while (!handed && !closed) {
            try {
                lists.append(lists.ofWorker(worker), List.of(task));
                handed = true;
            } catch (JedisException e) {
                outage.begins(e);
                pause();
            }
        }
    }

    private static int assignOnce(Connection connection, long task) throws SQLException {
        Integer worker = Sql.value(connection, Integer.class, "SELECT holdfast.assign(?)", task);
        return worker == null ? 0 : worker;
    }

    /** Cancels what has been missing from Redis for longer than the patience. */
    private void checkWhenDue(Connection connection) throws SQLException {
        long now = System.nanoTime();
        if (now - checkNext < 0) {
            return;
        }
        checkNext = now + patience.toNanos() / CHECKS_IN_THE_PATIENCE;
        Set<Line> missing = missing(connection);
        missingSince.keySet().retainAll(missing);
        missing.forEach(line -> missingSince.putIfAbsent(line, now));
        for (Line line : missing) {
            if (now - missingSince.getOrDefault(line, now) >= patience.toNanos()
                    && Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.cancel_vanished(?, ?)",
                            line.task(), line.worker()))) {
                log.warn("task {} has vanished from Redis, and is canceled", line.task());
            }
        }
    }

    private Set<Line> missing(Connection connection) throws SQLException {
        var lined = new HashSet<>(Sql.list(connection, "SELECT * FROM holdfast.lined()",
                row -> new Line(row.getLong("task_id"), row.getObject("worker_id", Integer.class))));
        var known = new HashSet<Line>();
        lists.content(lists.ofManager()).forEach(task -> known.add(new Line(task, null)));
        lined.stream().map(Line::worker).distinct().forEach(worker -> {
            if (worker != null) {
                lists.content(lists.ofWorker(worker)).forEach(task -> known.add(new Line(task, worker)));
            }
        });
        lined.removeAll(known);
        lined.removeIf(line -> inHand != null && line.task() == inHand);
        return lined;
    }

    private void putBack() {
        Long task = inHand;
        if (task == null) {
            return;
        }
        try {
            lists.putBack(lists.ofManager(), task);
            inHand = null;
        } catch (JedisException e) {
            log.warn("task {} could not be put back: {}", task, e.getMessage());
        }
    }

    private void pause() {
        try {
            Thread.sleep(TRY_AGAIN);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Returns once it has ended, and what it had in hand is back on the list. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
