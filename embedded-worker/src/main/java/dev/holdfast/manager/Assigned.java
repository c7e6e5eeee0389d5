package dev.holdfast.manager;

import dev.holdfast.database.Sql;
import dev.holdfast.workers.Claimed;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the database says of a task that was assigned. */
final class Assigned {
    private Assigned() {}

    static Claimed claimed(long id, ResultSet row) throws SQLException {
        @Nullable
        String key = row.getString("unique_key");
        return new Claimed(id, row.getString("name"), row.getString("handler"), row.getInt("attempt"),
                row.getInt("max_attempts"), row.getString("payload"),
                Sql.durationOrNull(row, "time_limit"), key == null ? "task-" + id : key,
                false, false);
    }
}
