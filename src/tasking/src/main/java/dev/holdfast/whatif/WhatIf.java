package dev.holdfast.whatif;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Computes what an action would lead to; nothing is tried out. What it says is true of that moment: tasks that end or are
 * submitted meanwhile are not foreseen. Thread-safe as far as its source of connections is; the methods of an object
 * throw {@link HoldfastException}.
 */
public final class WhatIf {
    private static final String CANCELED = "SELECT * FROM holdfast.if_canceled(?::bigint[])";
    private static final String STOPPED = "SELECT * FROM holdfast.if_stopped(?::integer[])";
    private static final String KILLED = "SELECT * FROM holdfast.if_killed(?::integer[])";
    private static final String RELEASED = "SELECT * FROM holdfast.if_released(?)";
    private static final String ENDED = "SELECT * FROM holdfast.if_ended(?)";

    private final ConnectionSource source;

    public WhatIf(ConnectionSource source) {
        this.source = source;
    }

    /** A cancel of tasks; of running ones, what follows when they were seen to stop. */
    public Consequences canceled(List<Long> tasks) {
        return Sql.call(source, connection -> canceled(connection, tasks));
    }

    /** Workers that take no more tasks, when those that they run have ended. */
    public Consequences stopped(List<Integer> workers) {
        return read(STOPPED, longs(workers));
    }

    /** Workers that die, when the others have settled the tasks that they ran. */
    public Consequences killed(List<Integer> workers) {
        return read(KILLED, longs(workers));
    }

    /** The end of a session, and so of all its holds. */
    public Consequences ended(int session) {
        return read(ENDED, session);
    }

    /** A cancel of a task; of a running one, what follows when it was seen to stop. */
    public static Consequences canceled(Connection connection, long task) throws SQLException {
        return canceled(connection, List.of(task));
    }

    /** The same of several. */
    public static Consequences canceled(Connection connection, List<Long> tasks) throws SQLException {
        return read(connection, CANCELED, tasks);
    }

    /** A worker that takes no more tasks, when those that it runs have ended. */
    public static Consequences stopped(Connection connection, int worker) throws SQLException {
        return read(connection, STOPPED, longs(List.of(worker)));
    }

    /** All sessions that hold a resource, and run no task, let go of it. */
    public static Consequences released(Connection connection, String resource) throws SQLException {
        return read(connection, RELEASED, resource);
    }

    /** The end of a session, and so of all its holds. */
    public static Consequences ended(Connection connection, int session) throws SQLException {
        return read(connection, ENDED, session);
    }

    private Consequences read(String sql, Object of) {
        return Sql.call(source, connection -> read(connection, sql, of));
    }

    private static Consequences read(Connection connection, String sql, Object of) throws SQLException {
        return new Consequences(Sql.list(connection, sql, WhatIf::consequence, of));
    }

    private static List<Long> longs(List<Integer> ids) {
        return ids.stream().map(Integer::longValue).toList();
    }

    private static Consequence consequence(ResultSet row) throws SQLException {
        return new Consequence(Consequence.Kind.of(row.getString("kind")), row.getObject("task_id", Long.class),
                row.getString("task"), row.getString("resource"), row.getString("detail"), row.getInt("n"));
    }
}
