package dev.holdfast.changeover;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row that every process follows.
 *
 * @param intake    whether tasks are started; submits are accepted all the same
 * @param target    what the type is to become, while a switch is under way
 * @param epoch     grows with each change
 * @param redis     where the manager's Redis is, without a password
 * @param lists     what the names of its lists begin with
 * @param changedBy the database role that changed it last
 */
public record TypeState(WorkerType type, boolean intake, @Nullable WorkerType target, long epoch,
        @Nullable String redis,
        String lists, Instant changedAt, String changedBy) {

    public static TypeState read(Connection connection) throws SQLException {
        return ask(connection, "SELECT * FROM holdfast.worker_type");
    }

    /** The row that a statement returns. */
    static TypeState ask(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.list(connection, sql, TypeState::of, parameters).getFirst();
    }

    private static TypeState of(ResultSet row) throws SQLException {
        String target = row.getString("target");
        return new TypeState(WorkerType.of(row.getString("type")), row.getBoolean("intake"),
                target == null ? null : WorkerType.of(target), row.getLong("epoch"), row.getString("redis"),
                row.getString("lists"), Sql.instant(row, "changed_at"), row.getString("changed_by"));
    }
}
