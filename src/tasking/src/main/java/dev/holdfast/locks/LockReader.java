package dev.holdfast.locks;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads {@code pg_locks} by name on a connection that the caller provides. Stateless, so thread-safe. */
public final class LockReader {
    private LockReader() {}

    /**
     * The locks held and waited for in this database, those waited for first, at most {@code limit} of them.
     *
     * @param all also those that are not advisory locks of Holdfast, and workers' waits for each other's end
     */
    public static List<LockRow> list(Connection connection, boolean all, int limit) throws SQLException {
        return Sql.list(connection, """
                SELECT *
                FROM holdfast.first_locks(?, ?)
                WHERE pid <> pg_backend_pid() AND (? OR kind <> 'foreign')
                ORDER BY granted, kind, name, pid
                """, LockReader::lock, limit, all, all);
    }

    private static LockRow lock(ResultSet row) throws SQLException {
        return new LockRow(LockKind.of(row.getString("kind")), row.getString("name"), row.getString("resource"),
                row.getString("mode"), row.getBoolean("granted"), Sql.instantOrNull(row, "since"), row.getInt("pid"),
                row.getString("application"), row.getString("role"), row.getString("client"), row.getString("activity"),
                row.getObject("worker_id", Integer.class), row.getString("worker"),
                row.getObject("task_id", Long.class),
                row.getString("task"));
    }
}
