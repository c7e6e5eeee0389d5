package dev.holdfast.console.travel;

import dev.holdfast.access.Login;
import dev.holdfast.audit.AuditEntry;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Page;
import dev.holdfast.console.reading.Reading;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.TaskDetail;
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
 * A snapshot as it is recorded: what is small, and of each list the steps from that of the snapshot before; null where
 * nothing has changed. The first delta of a part comes after {@link Snapshot#none}.
 */
record Delta(Head head, @Nullable List<Step<TaskSummary>> tasks, @Nullable List<Step<TaskDetail>> detail,
        @Nullable List<Step<WorkerRow>> workers, @Nullable List<Step<LockRow>> locks,
        @Nullable List<Step<ResourceSummary>> resources, @Nullable List<Step<QueueEntry>> queue,
        @Nullable List<Step<Lanes.Run>> ended, @Nullable List<Step<Lanes.Run>> running,
        @Nullable List<Step<Overview>> overview, @Nullable List<Step<WaitGraph.Line>> lines,
        @Nullable List<Step<AuditEntry>> audit) {
    /**
     * What is in every delta.
     *
     * @param at         the database's clock
     * @param moreTasks  whether there were more than are listed, as {@code moreLines} and {@code moreAudit}
     * @param lanesSince from when on the lanes are known
     * @param lanesAt    when they were read
     */
    record Head(Instant at, Duration took, Interest interest, Login login, TypeState type, StateCounts counts,
            Pulse pulse,
            boolean moreTasks, boolean moreLines, boolean moreAudit, Instant lanesSince, Instant lanesAt,
            @Nullable TaskGroup group,
            Map<View, Reading> readings) {
        static Head of(Snapshot now) {
            return new Head(now.serverTime(), now.took(), now.interest(), now.login(), now.type(), now.counts(),
                    now.pulse(),
                    now.tasks().more(), now.graph().more(), now.audit().more(), now.lanes().since(), now.lanes().at(),
                    now.group(), now.readings());
        }
    }

    static Delta between(Snapshot before, Snapshot now) {
        return new Delta(Head.of(now), Step.between(before.tasks().rows(), now.tasks().rows()),
                Step.between(detail(before), detail(now)), Step.between(before.workers(), now.workers()),
                Step.between(before.locks(), now.locks()), Step.between(before.resources(), now.resources()),
                Step.between(before.queue(), now.queue()),
                Step.between(before.lanes().ended(), now.lanes().ended()),
                Step.between(before.lanes().running(), now.lanes().running()),
                Step.between(List.of(before.overview()), List.of(now.overview())),
                Step.between(before.graph().lines(), now.graph().lines()),
                Step.between(before.audit().rows(), now.audit().rows()));
    }

    /**
     * The snapshot that this delta was made of.
     *
     * @throws RuntimeException when it was not made after that one
     */
    Snapshot after(Snapshot before) {
        List<TaskDetail> known = Step.apply(detail(before), detail);
        return new Snapshot(head.interest, head.at, head.took, head.login, head.type, head.counts,
                new Page<>(Step.apply(before.tasks().rows(), tasks), head.moreTasks),
                known.isEmpty() ? null : known.getFirst(), Step.apply(before.workers(), workers),
                Step.apply(before.locks(), locks), Step.apply(before.resources(), resources),
                Step.apply(before.queue(), queue), lanes(before.lanes()), head.pulse,
                Step.apply(List.of(before.overview()), overview).getFirst(),
                new WaitGraph(Step.apply(before.graph().lines(), lines), head.moreLines),
                new Page<>(Step.apply(before.audit().rows(), audit), head.moreAudit), head.group, head.readings);
    }

    /** Worked out again only where they have changed, for they are many. */
    private Lanes lanes(Lanes before) {
        boolean same = ended == null && running == null && head.lanesAt.equals(before.at())
                && head.lanesSince.equals(before.since());
        return same
                ? before
                : Lanes.of(head.lanesSince, head.lanesAt, Step.apply(before.ended(), ended),
                        Step.apply(before.running(), running));
    }

    private static List<TaskDetail> detail(Snapshot snapshot) {
        TaskDetail detail = snapshot.detail();
        return detail == null ? List.of() : List.of(detail);
    }
}
