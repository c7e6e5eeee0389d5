package dev.holdfast.manager;

import dev.holdfast.database.Sql;
import dev.holdfast.workers.Claimed;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the database says of a task that was assigned. */
final class Assigned {
    private Assigned() {}

    static Claimed claimed(long id, ResultSet row) throws SQLException {
        return new Claimed(id, row.getString("name"), row.getString("handler"), row.getInt("attempt"),
                row.getInt("max_attempts"), row.getString("payload"),
                Sql.durationOrNull(row, "time_limit"), row.getString("unique_key"), false, false, true);
    }
}
