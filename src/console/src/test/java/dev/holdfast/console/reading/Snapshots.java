package dev.holdfast.console.reading;

import dev.holdfast.access.Access;
import dev.holdfast.access.Login;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.overview.Overview;
import dev.holdfast.overview.Pulse;
import dev.holdfast.resources.Lanes;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Snapshots made by hand. */
public final class Snapshots {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Snapshots() {}

    public static Snapshot of(Interest interest, TaskSummary... tasks) {
        return of(interest, Map.of(), tasks);
    }

    public static Snapshot of(Interest interest, Map<Phase, Long> counts, TaskSummary... tasks) {
        return new Snapshot(interest, NOON, Duration.ofMillis(3), new Login("test", EnumSet.allOf(Access.class)),
                Snapshot.none().type(), new StateCounts(counts),
                new Page<>(List.of(tasks), false), null, List.of(), List.of(), List.of(), List.of(), Lanes.none(),
                Pulse.none(),
                Overview.none(), WaitGraph.none(), Page.empty(), null, Map.of());
    }

    /** The same at another time. */
    public static Snapshot at(Instant time, Snapshot s) {
        return read(time, s.took(), s);
    }

    /** The same, read with so much trouble. */
    public static Snapshot costing(Duration took, Snapshot s) {
        return read(s.serverTime(), took, s).readings(Map.of(s.interest().view(), new Reading(s.serverTime(), took)));
    }

    private static Snapshot read(Instant time, Duration took, Snapshot s) {
        return new Snapshot(s.interest(), time, took, s.login(), s.type(), s.counts(), s.tasks(), s.detail(),
                s.workers(),
                s.locks(), s.resources(), s.queue(), s.lanes(), s.pulse(), s.overview(), s.graph(), s.audit(),
                s.group(), s.readings());
    }

    /** A task submitted at noon. */
    public static TaskSummary task(long id, Phase phase) {
        TaskState state = switch (phase) {
            case SCHEDULED, SUBMITTED, BLOCKED, HELD, READY -> TaskState.WAITING;
            case LOST -> TaskState.RUNNING;
            default -> TaskState.of(phase.word());
        };
        return new TaskSummary(id, "sleep", "sleep", state, phase, 0, List.of("repo/A"), List.of(), 1, 1, null, null,
                NOON, null, null, state == TaskState.WAITING ? null : NOON.plusSeconds(5),
                state.isFinal() ? NOON.plusSeconds(12) : null, null, null, null, null);
    }
}
