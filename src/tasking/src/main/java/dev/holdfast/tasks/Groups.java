package dev.holdfast.tasks;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Groups of tasks: count, await and cancel them as one. A task joins a group when it is submitted. Thread-safe as far as
 * the source of connections is; every method throws {@link HoldfastException}.
 */
public final class Groups {
    private static final int SOME = 1000;

    private final ConnectionSource source;

    public Groups(ConnectionSource source) {
        this.source = source;
    }

    /** Makes a group, or finds the one of this name, and returns its id. */
    public long create(String name) {
        return Sql.call(source, connection -> Objects.requireNonNull(
                Sql.value(connection, Long.class, "SELECT holdfast.create_group(?)", name)));
    }

    /** @throws NotFound when there is no such group */
    public TaskGroup find(String name) {
        return Sql.call(source, connection -> find(connection, name))
                .orElseThrow(
                        () -> new NotFound("there is no group " + name,
                                "A group is made when a task is submitted to it."));
    }

    /** The same on a connection that the caller provides; empty when there is no such group. */
    public static Optional<TaskGroup> find(Connection connection, String name) throws SQLException {
        return Sql.first(connection, "SELECT * FROM holdfast.groups WHERE name = ?", Groups::group, name);
    }

    /** The groups, newest first. */
    public List<TaskGroup> list(int limit) {
        return Sql.call(source, connection -> Sql.list(connection,
                "SELECT * FROM holdfast.groups ORDER BY id DESC LIMIT ?", Groups::group, limit));
    }

    /** How far each task of a group has come, at most {@code limit} of them, in the order of their ids. */
    public List<TaskRun> runs(String name, int limit) {
        return Sql.call(source, connection -> Sql.list(connection, """
                SELECT t.id, t.state, t.submitted_at, t.ready_at, t.started_at, t.finished_at
                FROM holdfast.tasks AS t
                WHERE t.group_id = (SELECT g.id FROM holdfast.task_groups AS g WHERE g.name = ?)
                ORDER BY t.id
                LIMIT ?
                """, row -> new TaskRun(row.getLong("id"), TaskState.of(row.getString("state")),
                Sql.instant(row, "submitted_at"), Sql.instantOrNull(row, "ready_at"),
                Sql.instantOrNull(row, "started_at"), Sql.instantOrNull(row, "finished_at")), name, limit));
    }

    /**
     * Waits until all tasks of a group have ended, those too that are submitted to it meanwhile. It is told by a
     * notification; looking again each second is only the safety net.
     *
     * @return the group as it is then, or as it is when the time is over
     * @throws NotFound when there is no such group
     */
    public TaskGroup await(String name, Duration timeout) throws InterruptedException {
        long id = find(name).id();
        Listening.await(source, "holdfast_group_" + id, connection -> {
            Sql.run(connection, "UPDATE holdfast.task_groups SET awaited = true WHERE id = ? AND NOT awaited", id);
            return id;
        }, connection -> Objects.requireNonNull(Sql.value(connection, Boolean.class,
                "SELECT EXISTS (SELECT FROM holdfast.unfinished WHERE group_id = ?)", id)), left -> !left, timeout);
        return find(name);
    }

    /**
     * Cancels all tasks of a group that have not ended, the newest first.
     *
     * @return how many it canceled or told to stop
     * @throws NotFound when there is no such group
     */
    public int cancel(String name) {
        long group = find(name).id();
        return Sql.call(source, connection -> {
            int canceled = 0;
            long before = Long.MAX_VALUE;
            while (true) {
                List<Long> some = Sql.list(connection, """
                        SELECT id FROM holdfast.unfinished WHERE group_id = ? AND id < ?
                        ORDER BY group_id DESC, id DESC LIMIT ?
                        """, row -> row.getLong("id"), group, before, SOME);
                for (long id : some) {
                    String state = Sql.value(connection, String.class, "SELECT holdfast.cancel(?)::text", id);
                    canceled += "canceled".equals(state) || "canceling".equals(state) ? 1 : 0;
                }
                if (some.size() < SOME) {
                    return canceled;
                }
                before = some.getLast();
            }
        });
    }

    private static TaskGroup group(ResultSet row) throws SQLException {
        Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
        for (TaskState state : TaskState.values()) {
            counts.put(state, row.getLong(state.word()));
        }
        return new TaskGroup(row.getLong("id"), row.getString("name"), Sql.instant(row, "created_at"), counts);
    }
}
