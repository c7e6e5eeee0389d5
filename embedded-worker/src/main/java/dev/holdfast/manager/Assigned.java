package dev.holdfast.manager;

import dev.holdfast.workers.Claimed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the database says of a task that was assigned. */
final class Assigned {
    private Assigned() {}

    static Claimed claimed(long id, ResultSet row) throws SQLException {
        Double seconds = row.getObject("time_limit", Double.class);
        @Nullable
        String key = row.getString("unique_key");
        return new Claimed(id, row.getString("name"), row.getString("handler"), row.getInt("attempt"),
                row.getInt("max_attempts"), row.getString("payload"),
                seconds == null ? null : Duration.ofNanos(Math.round(seconds * 1e9)), key == null ? "task-" + id : key,
                false, false);
    }
}
