package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.faults.Tally.Recovery;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Moment;
import dev.holdfast.benchmark.soak.stage.Wire;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults of worker processes. */
final class WorkerFaults {
    private static final Duration TRAP = Duration.ofSeconds(5);
    private static final Duration LOCKED = Duration.ofSeconds(1);
    /** A claim and a finish write the first, an admission and a finish the second. */
    private static final List<String> WRITTEN = List.of("running", "unfinished");

    private final Scene scene;

    WorkerFaults(Scene scene) {
        this.scene = scene;
    }

    void addTo(Map<FaultKind, Fault> faults) {
        faults.put(FaultKind.KILL, () -> with(scene.member(member -> true), this::kill));
        faults.put(FaultKind.KILL_AT_MOMENT,
                () -> atMoment(FaultKind.KILL_AT_MOMENT, (member, wire) -> kill(member)));
        faults.put(FaultKind.CUT_AT_MOMENT, () -> atMoment(FaultKind.CUT_AT_MOMENT, (member, wire) -> wire.cut()));
        faults.put(FaultKind.KILL_IN_STATEMENT, this::killInStatement);
        faults.put(FaultKind.FREEZE, () -> freeze(false));
        faults.put(FaultKind.FREEZE_AND_LOSE, () -> freeze(true));
        faults.put(FaultKind.DRAIN, () -> with(scene.member(member -> !member.isFrozen()), CrewMember::drain));
        faults.put(FaultKind.KILL_LAUNCHED, this::killLaunched);
    }

    /** Something to do with a worker. */
    private interface Act {
        void on(CrewMember member) throws SQLException, InterruptedException;
    }

    private static boolean with(Optional<CrewMember> member, Act act) throws SQLException, InterruptedException {
        if (member.isPresent()) {
            act.on(member.get());
        }
        return member.isPresent();
    }

    private void kill(CrewMember member) {
        scene.tally().note("kill %s, process %d", member.name(), member.pid());
        member.kill();
        scene.settling().time(member.pid(), member.killedAt(), Recovery.KILLED, Recovery.KILLED_AMONG_OTHERS);
    }

    /** What strikes at a moment. */
    private interface Blow {
        void strike(CrewMember member, Wire wire);
    }

    /** Counted where the moment comes, and not where it is waited for. */
    private boolean atMoment(FaultKind kind, Blow blow) {
        CrewMember member = scene.wired().orElse(null);
        Wire wire = member == null ? null : member.wire();
        if (member == null || wire == null) {
            return false;
        }
        Moment moment = Moment.values()[scene.random().nextInt(Moment.values().length)];
        wire.lieInWait(moment, () -> {
            scene.tally().note("%s %s at %s", kind, member.name(), moment);
            scene.tally().count(kind);
            scene.tally().momentMet();
            member.strike();
            blow.strike(member, wire);
        });
        scene.later(TRAP, wire::disarm);
        return false;
    }

    /**
     * Holds up whoever writes tasks, and kills one that waits for it. One table only: who locks several can meet a worker that has
     * the later of them in a deadlock.
     */
    private boolean killInStatement() throws SQLException, InterruptedException {
        try (Connection connection = scene.stage().server().connect()) {
            connection.setAutoCommit(false);
            Sql.run(connection, "LOCK TABLE holdfast.%s IN SHARE ROW EXCLUSIVE MODE"
                    .formatted(WRITTEN.get(scene.random().nextInt(WRITTEN.size()))));
            for (long end = System.nanoTime() + LOCKED.toNanos(); System.nanoTime() < end; Thread.sleep(5)) {
                List<Waiter> waiters = Waiter.list(connection);
                if (!waiters.isEmpty()) {
                    Waiter waiter = waiters.get(scene.random().nextInt(waiters.size()));
                    scene.tally().note("%s waits in: %s", waiter.worker, waiter.query.strip());
                    return with(scene.member(member -> member.name().equals(waiter.worker)), this::kill);
                }
            }
            return false;
        }
    }

    /** A worker whose statement waits for a lock. */
    private record Waiter(String worker, String query) {
        static List<Waiter> list(Connection connection) throws SQLException {
            return Sql.list(connection, """
                    SELECT split_part(application_name, ' ', 2) AS worker, query
                    FROM pg_stat_activity
                    WHERE application_name LIKE 'holdfast soak-%' AND wait_event_type = 'Lock'
                      AND wait_event <> 'advisory'
                    """, row -> new Waiter(row.getString("worker"), row.getString("query")));
        }
    }

    private boolean freeze(boolean lose) throws SQLException, InterruptedException {
        CrewMember member = scene.member(one -> !one.isFrozen()).orElse(null);
        if (member == null || !member.freeze()) {
            return false;
        }
        scene.tally().note("freeze %s", member.name());
        scene.later(lose ? scene.between(300, 4_000) : scene.between(50, 2_500), () -> {
            member.thaw();
            scene.tally().note("thaw %s", member.name());
            return true;
        });
        return !lose || NetworkFaults.terminate(scene, member, List.of(""));
    }

    private boolean killLaunched() throws InterruptedException {
        List<Long> pids = scene.stage().launchers().pids();
        if (pids.isEmpty()) {
            return false;
        }
        long pid = pids.get(scene.random().nextInt(pids.size()));
        scene.tally().launchedKilled(pid);
        scene.stage().launchers().kill(pid);
        return true;
    }
}
