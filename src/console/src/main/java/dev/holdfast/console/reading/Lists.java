package dev.holdfast.console.reading;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditReader;
import dev.holdfast.database.Sql;
import dev.holdfast.locks.LockReader;
import dev.holdfast.locks.LockRow;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraphReader;
import dev.holdfast.resources.LaneReader;
import dev.holdfast.resources.Lanes;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.resources.ResourceReader;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one view shows and no other does. For one thread. */
final class Lists {
    private static final int LANE_TASKS = 20_000;
    private static final int GRAPH_LINES = 60;
    private static final int GRAPH_PLACES = 10;
    private static final Set<TaskState> AT_WORK = Set.of(TaskState.RUNNING, TaskState.CANCELING);

    private final Explanations explanations = new Explanations();

    /**
     * All else as before.
     *
     * @param living finds the workers that live, where the list tells of them
     */
    Snapshot read(Connection connection, Start start, Interest interest, Snapshot previous,
            Sql.Work<Set<Integer>> living) throws SQLException {
        Instant time = start.time();
        Page<TaskSummary> tasks = previous.tasks();
        TaskDetail detail = previous.detail();
        List<LockRow> locks = previous.locks();
        List<ResourceSummary> resources = previous.resources();
        List<QueueEntry> queue = previous.queue();
        Lanes lanes = previous.lanes();
        WaitGraph graph = previous.graph();
        Page<AuditEntry> audit = previous.audit();
        TaskGroup group = previous.group();
        switch (interest.view()) {
            case TASKS -> {
                Set<Integer> alive = living.with(connection);
                tasks = tasks(connection, interest.filter(), interest.limit(), tasks, alive);
                detail = detail(connection, time, interest.task(), detail, alive);
            }
            case LOCKS -> {
                locks = LockReader.list(connection, interest.otherLocks(), Interest.ROWS);
                graph = WaitGraphReader.read(connection, locks, GRAPH_LINES, GRAPH_PLACES);
            }
            case RESOURCES -> {
                resources = ResourceReader.inUse(connection, Interest.ROWS);
                queue = queue(connection, interest.resource());
                lanes = LaneReader.read(connection, time, lanes, LANE_TASKS);
            }
            case AUDIT -> audit = audit(connection, interest.audit());
            case LAB -> group = group(connection, interest.group());
            case OVERVIEW, WORKERS -> {
                // What they show is read for every view.
            }
        }
        return new Snapshot(interest, time, start.took(), previous.login(),
                previous.type(), previous.counts(), tasks, detail, previous.workers(), locks, resources, queue, lanes,
                previous.pulse(), previous.overview(), graph, audit, group, previous.readings());
    }

    /** Where tasks of all states are wanted, what runs now comes first, however old it is. */
    private Page<TaskSummary> tasks(Connection connection, TaskFilter filter, int limit, Page<TaskSummary> before,
            Set<Integer> alive) throws SQLException {
        Page<TaskSummary> page = Page.of(TaskReader.listUnexplained(connection, filter, limit + 1, alive), limit);
        Page<TaskSummary> all = filter.states().isEmpty()
                ? page.startingWith(
                        TaskReader.listUnexplained(connection, filter.states(AT_WORK), Interest.ROWS, alive),
                        TaskSummary::id)
                : page;
        return new Page<>(explanations.explain(connection, all.rows(), before.rows()), all.more());
    }

    private static Page<AuditEntry> audit(Connection connection, AuditFilter filter) throws SQLException {
        return Page.of(AuditReader.list(connection, filter, Interest.ROWS + 1), Interest.ROWS);
    }

    private static List<QueueEntry> queue(Connection connection, @Nullable String resource) throws SQLException {
        return resource == null ? List.of() : ResourceReader.queue(connection, resource, Interest.ROWS);
    }

    private static @Nullable TaskGroup group(Connection connection, @Nullable String name) throws SQLException {
        return name == null ? null : Groups.find(connection, name).orElse(null);
    }

    private static @Nullable TaskDetail detail(Connection connection, Instant now, @Nullable Long id,
            @Nullable TaskDetail last, Set<Integer> living) throws SQLException {
        Task task = id == null ? null : TaskReader.find(connection, id, living).orElse(null);
        if (task == null) {
            return null;
        }
        TaskDetail before = last != null && last.task().id() == task.id() ? last : null;
        Outlook outlook = before != null && before.outlook().holds(now, task.summary())
                ? before.outlook()
                : Outlook.read(connection, now, task.summary());
        LogTail log = before != null ? new LogTail(before.log()) : LogTail.EMPTY;
        return new TaskDetail(task, outlook, log.follow(connection, task.id()).pieces());
    }
}
