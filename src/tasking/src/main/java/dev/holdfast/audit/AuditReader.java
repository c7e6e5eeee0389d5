package dev.holdfast.audit;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Reads who did what on a connection that the caller provides. Stateless, so thread-safe. */
public final class AuditReader {
    private AuditReader() {}

    /** The latest first, at most {@code limit} of them. */
    public static List<AuditEntry> list(Connection connection, AuditFilter filter, int limit) throws SQLException {
        OffsetDateTime since = filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC);
        return Sql.list(connection, """
                SELECT a.id, a.at, a.role, a.application, host(a.host) AS host, a.session, a.action, a.subject, a.result
                FROM (SELECT ?::timestamptz AS since, ?::text AS who, ?::text AS what) AS wanted
                JOIN holdfast.audit AS a
                  ON (wanted.since IS NULL OR a.at >= wanted.since)
                 AND (wanted.who IS NULL
                      OR strpos(lower(concat_ws(' ', a.role, a.application, host(a.host))), lower(wanted.who)) > 0)
                 AND (wanted.what IS NULL OR strpos(lower(a.action || ' ' || a.subject), lower(wanted.what)) > 0)
                ORDER BY a.id DESC
                LIMIT ?
                """, AuditReader::entry, since, filter.who(), filter.what(), limit);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong("id"), Sql.instant(row, "at"), row.getString("role"),
                row.getString("application"), row.getString("host"), row.getInt("session"), row.getString("action"),
                row.getString("subject"), row.getString("result"));
    }
}
