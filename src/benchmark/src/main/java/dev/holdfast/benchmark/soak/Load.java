package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.soak.faults.Tally;
import dev.holdfast.benchmark.soak.judge.Ledger;
import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Planned;
import dev.holdfast.benchmark.soak.judge.Plans;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One client that submits tasks as long as a round lasts, so many that there is always something to do, at times very many quick ones
 * several times in a row, so that trains are taken of them, and cancels a few. It waits for each answer before it submits more, so tasks get their ids in the order of their commits. It also
 * reads what is final already, to see that it stays so.
 */
final class Load {
    private static final int MOST_WAITING = 300;
    private static final int LARGEST_BATCH = 40;
    private static final int RUSH_PERCENT = 1;
    private static final int MOST_RUSHES = 5;
    private static final int LARGEST_RUSH = 12_000;
    /** So many of the latest are read again and again. */
    private static final int READ_AGAIN = 3000;
    private static final int CANCEL_PERCENT = 15;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);

    private final ConnectionSource source;
    private final Plans plans;
    private final Random random;
    private final Tally tally;
    private final long after;
    private final Map<Integer, Planned> planned = new HashMap<>();
    private final List<Row> seen = new ArrayList<>();
    private final List<Long> recent = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
    private long readNext = System.nanoTime();
    private long newest;
    private int rushes;
    private boolean needy;
    private boolean lost;
    private volatile int submitted;
    private volatile boolean stopped;

    /** @param after the id before the first of this round */
    Load(ConnectionSource source, Plans plans, Random random, Tally tally, long after) {
        this.source = source;
        this.plans = plans;
        this.random = random;
        this.tally = tally;
        this.after = after;
    }

    void start() {
        thread.start();
    }

    /** How many tasks were submitted so far, for all that is known. */
    int submitted() {
        return submitted;
    }

    /** Returns once nothing more is submitted. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    /** All tasks by number; once this has stopped. */
    Map<Integer, Planned> planned() {
        return planned;
    }

    /** Final rows as they were read; once this has stopped. */
    List<Row> seen() {
        return seen;
    }

    private void run() {
        while (!stopped) {
            try (Connection connection = source.get()) {
                while (!stopped) {
                    lost = false;
                    work(connection);
                }
            } catch (SQLException | HoldfastException e) {
                if (!lost) {
                    tally.note("the load lost its connection: %s", e.getMessage());
                }
                lost = true;
                pause();
            }
        }
    }

    private void work(Connection connection) throws SQLException {
        if (System.nanoTime() - readNext > 0) {
            seen.addAll(Ledger.rows(connection, Math.max(after, newest - READ_AGAIN), true));
            readNext = System.nanoTime() + BETWEEN_READINGS.toNanos();
        }
        if (Ledger.unfinished(connection) > MOST_WAITING) {
            pause();
            return;
        }
        submit(connection);
        if (random.nextInt(100) < CANCEL_PERCENT) {
            long id = recent.get(random.nextInt(recent.size()));
            Sql.run(connection, "SELECT holdfast.cancel(?)", id);
        }
    }

    private void submit(Connection connection) throws SQLException {
        if (rushes == 0 && random.nextInt(100) < RUSH_PERCENT) {
            rushes = random.nextInt(1, MOST_RUSHES + 1);
            needy = random.nextBoolean();
        }
        boolean rush = rushes > 0;
        rushes -= rush ? 1 : 0;
        var batch = new ArrayList<Planned>();
        for (int left = random.nextInt(1, (rush ? LARGEST_RUSH : LARGEST_BATCH) + 1); left > 0; left--) {
            Planned next = rush ? plans.nextQuick(needy) : plans.next();
            batch.add(next);
            planned.put(next.number(), next);
        }
        connection.setAutoCommit(false);
        List<Long> ids = Tasks.submitAll(connection, batch.stream().map(Planned::request).toList());
        connection.commit();
        connection.setAutoCommit(true);
        batch.forEach(one -> planned.put(one.number(), new Planned(one.number(), one.request(), true)));
        submitted += batch.size();
        newest = ids.getLast();
        recent.clear();
        recent.addAll(ids);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
