package dev.holdfast.console.reading;

import dev.holdfast.access.Login;
import dev.holdfast.audit.AuditEntry;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.links.View;
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
 * shows it was the one asked for; the lists of the others are some seconds old.
 *
 * @param interest   what was asked for
 * @param serverTime the database's clock
 * @param took       how long the server read, about
 * @param login      who the console is there, and what he may do; that of a while ago
 * @param type       the worker type, and whether tasks are started
 * @param detail     the task asked for, if there is one
 * @param queue      the queue of the resource asked for, in order
 * @param lanes      who held which resource in the latest minutes
 * @param overview   that of a while ago, since it costs more
 * @param audit      what operators did, the latest first
 * @param group      the group asked for, if there is one
 * @param readings   when the lists were read that only one view shows, by that view
 */
public record Snapshot(Interest interest, Instant serverTime, Duration took, Login login, TypeState type,
        StateCounts counts, Page<TaskSummary> tasks, @Nullable TaskDetail detail, List<WorkerRow> workers,
        List<LockRow> locks,
        List<ResourceSummary> resources, List<QueueEntry> queue, Lanes lanes, Pulse pulse, Overview overview,
        WaitGraph graph, Page<AuditEntry> audit, @Nullable TaskGroup group, Map<View, Reading> readings) {
    public Snapshot {
        workers = List.copyOf(workers);
        locks = List.copyOf(locks);
        resources = List.copyOf(resources);
        queue = List.copyOf(queue);
        readings = Map.copyOf(readings);
    }

    /** When what a view shows was read, by the database's clock. */
    public Instant readAt(View view) {
        Reading reading = readings.get(view);
        return reading == null ? serverTime : reading.at();
    }

    /** How long the server reads for what is shown, about, as far as that is known. */
    public Duration cost() {
        Reading reading = readings.get(interest.view());
        return reading == null ? Duration.ZERO : reading.took();
    }

    /** The same with the lists of another reading that only one view shows. */
    Snapshot lists(Snapshot other) {
        return new Snapshot(interest, serverTime, took, login, type, counts, other.tasks, detail, workers, other.locks,
                other.resources, other.queue, other.lanes, pulse, overview, other.graph, other.audit, group, readings);
    }

    /** The same without the lists that only one view shows, to be kept for long. */
    public Snapshot withoutLists() {
        return lists(none());
    }

    Snapshot readings(Map<View, Reading> readings) {
        return new Snapshot(interest, serverTime, took, login, type, counts, tasks, detail, workers, locks, resources,
                queue,
                lanes, pulse, overview, graph, audit, group, readings);
    }

    /** The same without what a task was given and has written. */
    public Snapshot withoutContents() {
        return detail == null
                ? this
                : new Snapshot(interest, serverTime, took, login, type, counts, tasks, detail.withoutContents(),
                        workers,
                        locks, resources, queue, lanes, pulse, overview, graph, audit, group, readings);
    }

    /** Before the first reading. */
    public static Snapshot none() {
        return new Snapshot(Interest.initial(), Instant.EPOCH, Duration.ZERO, Login.unknown(),
                new TypeState(WorkerType.ADVISORY, true, null, 0, null, "", Instant.EPOCH, ""),
                new StateCounts(Map.of()), Page.empty(),
                null, List.of(), List.of(), List.of(), List.of(), Lanes.none(), Pulse.none(), Overview.none(),
                WaitGraph.none(), Page.empty(), null, Map.of());
    }
}
