package dev.holdfast.console.live;

import dev.holdfast.access.Login;
import dev.holdfast.audit.AuditEntry;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.locks.LockRow;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.overview.Overview;
import dev.holdfast.overview.Pulse;
import dev.holdfast.resources.Lanes;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.WorkerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database said at one moment. Counts and workers are always of that moment, the rest where the view that
 * shows it was the one asked for; other lists are those of the snapshot before.
 *
 * @param interest   what was asked for
 * @param serverTime the database's clock
 * @param took       how long reading took
 * @param login      who the console is there, and what he may do; that of a while ago
 * @param type       the worker type, and whether tasks are started
 * @param detail     the task asked for, if there is one
 * @param queue      the queue of the resource asked for, in order
 * @param lanes      who held which resource in the latest minutes
 * @param overview   that of a while ago, since it costs more
 * @param audit      what operators did, the latest first
 * @param group      the group asked for, if there is one
 */
public record Snapshot(Interest interest, Instant serverTime, Duration took, Login login, TypeState type,
        StateCounts counts, Page<TaskSummary> tasks, @Nullable TaskDetail detail, List<WorkerRow> workers,
        List<LockRow> locks,
        List<ResourceSummary> resources, List<QueueEntry> queue, Lanes lanes, Pulse pulse, Overview overview,
        WaitGraph graph, Page<AuditEntry> audit, @Nullable TaskGroup group) {
    public Snapshot {
        workers = List.copyOf(workers);
        locks = List.copyOf(locks);
        resources = List.copyOf(resources);
        queue = List.copyOf(queue);
    }

    static Snapshot none() {
        return new Snapshot(Interest.initial(), Instant.EPOCH, Duration.ZERO, Login.unknown(),
                new TypeState(WorkerType.ADVISORY, true, null, 0, null, "", Instant.EPOCH, ""),
                new StateCounts(Map.of()), Page.empty(),
                null, List.of(), List.of(), List.of(), List.of(), Lanes.none(), Pulse.none(), Overview.none(),
                WaitGraph.none(), Page.empty(), null);
    }
}
