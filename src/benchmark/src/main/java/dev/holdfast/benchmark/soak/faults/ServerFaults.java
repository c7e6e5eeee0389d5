package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.faults.Tally.Return;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Server;
import dev.holdfast.benchmark.soak.stage.SmallDisk;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Faults of PostgreSQL itself, one at a time. */
final class ServerFaults {
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(5);
    private static final String QUERY_CANCELED = "57014";
    private static final int LOCK_TRIES = 100;
    private static final Duration LOCK_PAUSE = Duration.ofMillis(100);
    private static final List<String> TIME_OUTS = List.of("statement_timeout", "lock_timeout", "idle_session_timeout");

    private final Scene scene;
    private final Server server;
    private final AtomicBoolean busy = new AtomicBoolean();

    ServerFaults(Scene scene) {
        this.scene = scene;
        this.server = scene.stage().server();
    }

    void addTo(Map<FaultKind, Fault> faults) {
        faults.put(FaultKind.SERVER_FAST, () -> restart(() -> {
            server.stopFast();
            return true;
        }));
        faults.put(FaultKind.SERVER_IMMEDIATE, () -> restart(() -> {
            server.stopImmediately();
            return true;
        }));
        faults.put(FaultKind.SERVER_KILLED, () -> restart(() -> {
            server.kill();
            return true;
        }));
        faults.put(FaultKind.BACKEND_KILLED, () -> restart(this::killBackend));
        faults.put(FaultKind.TIME_OUTS, this::timeOuts);
        faults.put(FaultKind.DISK_FULL, this::fillDisk);
        faults.put(FaultKind.MIGRATION, this::migrate);
    }

    /** Goes on aside, so that other faults strike meanwhile. */
    private boolean alone(Fault fault) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        scene.settling().serverStruck();
        scene.aside(() -> {
            try {
                return fault.strike();
            } finally {
                scene.settling().serverStruck();
                busy.set(false);
            }
        });
        return true;
    }

    private boolean restart(Fault stop) {
        Duration down = scene.random().nextInt(3) == 0 ? scene.between(0, 3_000) : Duration.ZERO;
        return alone(() -> {
            stop.strike();
            scene.tally().note("the server is down");
            Thread.sleep(down);
            start();
            return true;
        });
    }

    /** Starts it where it does not run, and notes the first connection that it accepts. */
    private void start() throws IOException, InterruptedException {
        Thread knocking = Thread.ofVirtual().start(this::awaitConnections);
        try {
            server.start();
        } finally {
            knocking.join();
        }
    }

    private void awaitConnections() {
        for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos(); System.nanoTime() < end;) {
            try (Connection connection = server.settings().open("soak", Duration.ofSeconds(2))) {
                long at = System.nanoTime();
                if (Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT true"))) {
                    scene.tally()
                            .serverBack(new Return(at, scene.stage()
                                    .crew()
                                    .members()
                                    .stream()
                                    .filter(member -> !member.isFrozen())
                                    .map(CrewMember::pid)
                                    .toList()));
                    return;
                }
            } catch (SQLException notYet) {
                try {
                    Thread.sleep(BETWEEN_KNOCKS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** One of a worker's, or a process of the server's own. */
    private boolean killBackend() throws SQLException, InterruptedException {
        try (Connection connection = server.connect()) {
            Integer pid = Sql.value(connection, Integer.class, """
                    SELECT pid FROM pg_stat_activity
                    WHERE application_name LIKE 'holdfast soak-%' OR backend_type IN ('checkpointer', 'walwriter')
                    ORDER BY random() LIMIT 1
                    """);
            if (pid != null) {
                server.killBackend(pid);
                // Until the crash is seen, sessions are still accepted.
                Thread.sleep(Duration.ofMillis(30));
            }
            return pid != null;
        }
    }

    private boolean timeOuts() {
        String setting = TIME_OUTS.get(scene.random().nextInt(TIME_OUTS.size()));
        int millis = scene.random().nextInt(1, 30);
        Duration pause = scene.between(300, 2_000);
        return alone(() -> {
            Instant begin = Instant.now();
            scene.tally().note("%s = %d ms", setting, millis);
            try (Connection connection = server.connect()) {
                Sql.run(connection, "ALTER SYSTEM SET %s = %d".formatted(setting, millis));
                Sql.run(connection, "SELECT pg_reload_conf()");
                Thread.sleep(pause);
            } finally {
                restoreTimeOuts();
                scene.tally().trouble(begin);
            }
            return true;
        });
    }

    private void restoreTimeOuts() throws SQLException {
        try (Connection connection = server.connect()) {
            Sql.run(connection, "ALTER SYSTEM RESET ALL");
            Sql.run(connection, "SELECT pg_reload_conf()");
        }
    }

    private boolean fillDisk() {
        SmallDisk disk = scene.stage().disk().orElse(null);
        Duration pause = scene.between(500, 3_000);
        return disk != null && alone(() -> {
            Instant begin = Instant.now();
            scene.tally().note("the disk is full");
            disk.fill();
            try {
                Thread.sleep(pause);
            } finally {
                disk.empty();
                scene.tally().note("the disk has room");
                start();
                scene.tally().trouble(begin);
            }
            return true;
        });
    }

    /**
     * One table after the other: where another session has a later one and wants an earlier one, both would wait for ever. So this
     * gives up before the server looks for a deadlock (after a second), and tries again.
     */
    private static void lockAll(Connection connection) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        for (int tries = 1;; tries++) {
            try {
                Sql.run(connection, "SET LOCAL statement_timeout = '700ms'");
                Sql.run(connection, "LOCK TABLE holdfast.tasks, holdfast.workers IN ACCESS EXCLUSIVE MODE");
                Sql.run(connection, "SET LOCAL statement_timeout = 0");
                return;
            } catch (SQLException e) {
                if (!QUERY_CANCELED.equals(e.getSQLState()) || tries == LOCK_TRIES) {
                    throw e;
                }
                connection.rollback();
                Thread.sleep(LOCK_PAUSE);
            }
        }
    }

    /** Locks out all, replaces each function by itself, changes a table's columns and indexes. */
    private boolean migrate() {
        Duration pause = scene.between(20, 400);
        return alone(() -> {
            Instant begin = Instant.now();
            try (Connection connection = server.connect()) {
                lockAll(connection);
                for (String function : Sql.list(connection, """
                        SELECT pg_get_functiondef(p.oid) AS definition
                        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
                        WHERE n.nspname = 'holdfast' AND p.prokind = 'f'
                        """, row -> row.getString("definition"))) {
                    try (var statement = connection.createStatement()) {
                        statement.execute(function);
                    }
                }
                Sql.run(connection, "ALTER TABLE holdfast.workers ADD COLUMN soak integer");
                Sql.run(connection, "ALTER TABLE holdfast.workers DROP COLUMN soak");
                Thread.sleep(pause);
                connection.commit();
            } finally {
                scene.tally().trouble(begin);
            }
            return true;
        });
    }
}
