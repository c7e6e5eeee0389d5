package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.faults.Tally.Recovery;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Island;
import dev.holdfast.benchmark.soak.stage.Wire;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Faults between worker and server. */
final class NetworkFaults {
    /** The ends of the names of a worker's sessions: lock session, watch, mailbox. */
    private static final List<List<String>> SESSIONS = Stream
            .of(List.of(""), List.of(" watch"), List.of(" mailbox"), List.of("", " mailbox"), List.of("", " watch"),
                    List.of("", " watch", " mailbox"))
            .toList();
    /** Longer than a server keeps a session whose other side is silent. */
    private static final Duration CUT = Duration.ofSeconds(24);
    private static final Duration FORGOTTEN = Duration.ofSeconds(3);

    private final Scene scene;
    private final AtomicBoolean islandBusy = new AtomicBoolean();

    NetworkFaults(Scene scene) {
        this.scene = scene;
    }

    void addTo(Map<FaultKind, Fault> faults) {
        faults.put(FaultKind.TERMINATE, this::terminate);
        faults.put(FaultKind.CUT, this::cut);
        faults.put(FaultKind.STALL, this::stall);
        faults.put(FaultKind.SILENT_CUT, this::silentCut);
        faults.put(FaultKind.NAME_LOST, this::nameLost);
    }

    private boolean terminate() throws SQLException {
        CrewMember member = scene.member(one -> true).orElse(null);
        return member != null
                && terminate(scene, member, SESSIONS.get(scene.random().nextInt(SESSIONS.size())));
    }

    /** Ends sessions of a worker, given by the ends of their names. */
    static boolean terminate(Scene scene, CrewMember member, List<String> sessions) throws SQLException {
        scene.tally().note("terminate %s of %s", sessions, member.name());
        if (sessions.contains("")) {
            member.strike();
        }
        try (Connection connection = scene.stage().server().connect()) {
            return Boolean.TRUE.equals(Sql.value(connection, Boolean.class, """
                    SELECT count(pg_terminate_backend(pid)) > 0
                    FROM pg_stat_activity
                    WHERE regexp_replace(application_name, ' task [0-9,]*$', '')
                          = ANY (ARRAY(SELECT 'holdfast ' || ? || part FROM unnest(?::text[]) AS part))
                    """, member.name(), sessions));
        }
    }

    private boolean cut() {
        CrewMember member = scene.wired().orElse(null);
        Wire wire = member == null ? null : member.wire();
        if (member == null || wire == null) {
            return false;
        }
        scene.tally().note("cut %s", member.name());
        member.strike();
        wire.cut();
        return true;
    }

    private boolean stall() {
        CrewMember member = scene.wired().orElse(null);
        Wire wire = member == null ? null : member.wire();
        if (member == null || wire == null) {
            return false;
        }
        scene.tally().note("stall %s", member.name());
        member.strike();
        wire.silence();
        scene.later(scene.between(500, 12_000), () -> {
            wire.mend();
            return true;
        });
        return true;
    }

    private boolean silentCut() throws IOException, InterruptedException {
        CrewMember member = scene.member(CrewMember::onIsland).orElse(null);
        Island island = scene.stage().island().orElse(null);
        if (member == null || island == null || !islandBusy.compareAndSet(false, true)) {
            return false;
        }
        scene.tally().note("cut off %s", member.name());
        member.strike();
        long at = System.nanoTime();
        island.cut();
        scene.settling().time(member.pid(), at, Recovery.CUT_SILENTLY, Recovery.CUT_SILENTLY);
        scene.later(CUT, () -> {
            island.mend();
            islandBusy.set(false);
            return true;
        });
        return true;
    }

    private boolean nameLost() throws IOException, SQLException, InterruptedException {
        CrewMember member = scene.member(CrewMember::onIsland).orElse(null);
        Island island = scene.stage().island().orElse(null);
        if (member == null || island == null || !islandBusy.compareAndSet(false, true)) {
            return false;
        }
        Instant begin = Instant.now();
        island.forget();
        scene.later(FORGOTTEN, () -> {
            island.remember();
            islandBusy.set(false);
            scene.tally().trouble(begin);
            return true;
        });
        return terminate(scene, member, SESSIONS.getLast());
    }
}
