package dev.holdfast.console.reading;

import dev.holdfast.access.Login;
import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditReader;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.console.links.View;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.locks.LockReader;
import dev.holdfast.locks.LockRow;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraphReader;
import dev.holdfast.overview.Overview;
import dev.holdfast.overview.OverviewReader;
import dev.holdfast.overview.Pulse;
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
import dev.holdfast.workers.WorkerReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots on one connection, in one read-only transaction whose statements give up soon: a console must not
 * hang behind a lock, nor pile up sessions, in the very incident it is there to show. For one thread.
 */
public final class SnapshotReader implements SnapshotSource {
    private static final String BEGIN = """
            SELECT clock_timestamp(),
                   set_config('statement_timeout', '2s', true),
                   set_config('lock_timeout', '200ms', true)
            """;

    /** Longer than a statement may take: who has not answered by then has fallen silent. */
    private static final int SILENCE_MILLIS = 4_000;

    /** How far the server's log has come: whatever is changed is written there first. */
    private static final String WRITTEN = """
            SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)::text
            """;

    /** Of a reading, about. */
    private static final int STATEMENTS = 12;
    private static final Duration OVERVIEW_EVERY = Duration.ofSeconds(3);
    private static final long LOGIN_SECONDS = 5;
    private static final int OVERVIEW_SHARE = 100;
    private static final int OVERVIEW_ROWS = 20;
    private static final int LANE_TASKS = 20_000;
    private static final int GRAPH_LINES = 60;
    private static final int GRAPH_PLACES = 10;
    private static final Set<TaskState> AT_WORK = Set.of(TaskState.RUNNING, TaskState.CANCELING);

    private final ConnectionSource source;
    private final Alive alive = new Alive();
    private final Explanations explanations = new Explanations();
    private final Costs overviews = new Costs();
    private @Nullable String written;

    public SnapshotReader(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Snapshot read(Interest interest, Snapshot previous) {
        return patiently(connection -> read(connection, interest, previous));
    }

    @Override
    public Snapshot lists(Interest interest, Snapshot previous) {
        return patiently(connection -> lists(connection, begin(connection), interest, previous));
    }

    private Snapshot patiently(Sql.Work<Snapshot> reading) {
        return Sql.call(source, connection -> {
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return reading.with(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
            }
        });
    }

    /** By any database of the server. What changes between this look and the reading after it is told once more. */
    @Override
    public boolean hasChanged() {
        String before = written;
        written = Sql.call(source,
                connection -> Objects.requireNonNull(Sql.value(connection, String.class, WRITTEN)));
        return !Objects.equals(before, written);
    }

    private Snapshot read(Connection connection, Interest interest, Snapshot previous) throws SQLException {
        Start start = begin(connection);
        Instant time = start.time();
        var counts = TaskReader.counts(connection);
        boolean crew = interest.view() == View.WORKERS || interest.view() == View.OVERVIEW;
        var workers = WorkerReader.list(connection, interest.endedWorkers(), Interest.ROWS,
                alive.read(connection, time, crew));
        Snapshot shown = lists(connection, start, interest, previous);
        TypeState type = TypeState.read(connection);
        Pulse pulse = OverviewReader.pulse(connection);
        Overview overview = overview(connection, time, previous);
        Login login = login(connection, time, previous);
        return new Snapshot(interest, time, start.took(), login, type, counts,
                shown.tasks(), shown.detail(), workers, shown.locks(), shown.resources(), shown.queue(), shown.lanes(),
                pulse, overview, shown.graph(), shown.audit(), shown.group(), previous.readings());
    }

    private static Start begin(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        Instant time = Objects.requireNonNull(Sql.value(connection, OffsetDateTime.class, BEGIN)).toInstant();
        return new Start(begun, System.nanoTime() - begun, time);
    }

    /**
     * Of a reading.
     *
     * @param trip nanoseconds until the first answer, which costs the server nothing
     * @param time by the database's clock
     */
    private record Start(long begun, long trip, Instant time) {
        /** So far, without the way there and back: what reading costs is told by the server's part of it. */
        Duration took() {
            return Duration.ofNanos(Math.max(0, System.nanoTime() - begun - STATEMENTS * trip));
        }
    }

    /** What the view shows that no other does; all else as before. */
    private Snapshot lists(Connection connection, Start start, Interest interest, Snapshot previous)
            throws SQLException {
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
                tasks = tasks(connection, interest.filter(), interest.limit(), tasks);
                detail = detail(connection, time, interest.task(), detail);
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

    /** Anew after some seconds, and the later the longer it took: it is to cost the server next to nothing. */
    private Overview overview(Connection connection, Instant now, Snapshot previous) throws SQLException {
        Overview last = previous.overview();
        Instant next = new Reading(last.at(), overviews.least()).again(OVERVIEW_EVERY, OVERVIEW_SHARE);
        if (now.isBefore(next)) {
            return last;
        }
        Overview overview = OverviewReader.read(connection, now, OVERVIEW_ROWS);
        overviews.add(overview.took());
        return overview;
    }

    /** Anew every few seconds: rights change seldom, and not to be missed for long. */
    private static Login login(Connection connection, Instant now, Snapshot previous) throws SQLException {
        long before = previous.serverTime().getEpochSecond() / LOGIN_SECONDS;
        return before == now.getEpochSecond() / LOGIN_SECONDS ? previous.login() : Login.read(connection);
    }

    /** Where tasks of all states are wanted, what runs now comes first, however old it is. */
    private Page<TaskSummary> tasks(Connection connection, TaskFilter filter, int limit, Page<TaskSummary> before)
            throws SQLException {
        Page<TaskSummary> page = Page.of(TaskReader.listUnexplained(connection, filter, limit + 1), limit);
        Page<TaskSummary> all = filter.states().isEmpty()
                ? page.startingWith(TaskReader.listUnexplained(connection, filter.states(AT_WORK), Interest.ROWS),
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
            @Nullable TaskDetail last) throws SQLException {
        Task task = id == null ? null : TaskReader.find(connection, id).orElse(null);
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
