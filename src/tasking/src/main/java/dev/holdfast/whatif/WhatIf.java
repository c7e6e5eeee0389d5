package dev.holdfast.whatif;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Computes what an action would lead to, on a connection that the caller provides; nothing is tried out. What it says is
 * true of that moment: tasks that end or are submitted meanwhile are not foreseen. Stateless, so thread-safe.
 */
public final class WhatIf {
    private WhatIf() {}

    /** A cancel of a task; of a running one, what follows when it was seen to stop. */
    public static Consequences canceled(Connection connection, long task) throws SQLException {
        return read(connection, "SELECT * FROM holdfast.if_canceled(?)", task);
    }

    /** A worker that takes no more tasks, when those that it runs have ended. */
    public static Consequences stopped(Connection connection, int worker) throws SQLException {
        return read(connection, "SELECT * FROM holdfast.if_stopped(?)", worker);
    }

    /** All sessions that hold a resource, and run no task, let go of it. */
    public static Consequences released(Connection connection, String resource) throws SQLException {
        return read(connection, "SELECT * FROM holdfast.if_released(?)", resource);
    }

    /** The end of a session, and so of all its holds. */
    public static Consequences ended(Connection connection, int session) throws SQLException {
        return read(connection, "SELECT * FROM holdfast.if_ended(?)", session);
    }

    private static Consequences read(Connection connection, String sql, Object of) throws SQLException {
        return new Consequences(Sql.list(connection, sql, WhatIf::consequence, of));
    }

    private static Consequence consequence(ResultSet row) throws SQLException {
        return new Consequence(Consequence.Kind.of(row.getString("kind")), row.getObject("task_id", Long.class),
                row.getString("task"), row.getString("resource"), row.getString("detail"), row.getInt("n"));
    }
}
