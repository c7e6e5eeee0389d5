package dev.holdfast.cli.doctor;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whether what has ended is cleaned up in time, or else who keeps it from that. */
final class VacuumChecks {
    static final Duration LONG = Duration.ofMinutes(5);
    private static final int MANY_DEAD_ROWS = 10_000;
    private static final int MANY_TRANSACTIONS = 250_000;

    private VacuumChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("transactions", connection -> transactions(connection, LONG));
        checks.put("bloat", Check.ofSchema(VacuumChecks::bloat));
    }

    /** The tables whose rows come and go with tasks: each claim steps over the rows that died there. */
    private static Finding bloat(Connection connection) throws SQLException {
        Optional<Finding> worst = Sql.first(connection,
                """
                        SELECT relid::regclass::text AS name, n_dead_tup, n_live_tup,
                               current_setting('autovacuum')::boolean
                               AND (c.reloptions && ARRAY['autovacuum_enabled=false', 'autovacuum_enabled=off']) IS NOT TRUE AS automatic
                        FROM pg_stat_user_tables AS s JOIN pg_class AS c ON c.oid = s.relid
                        WHERE s.schemaname = 'holdfast' AND s.relname NOT IN ('finished', 'task_logs', 'migrations')
                          AND n_dead_tup > greatest(?, 2 * n_live_tup)
                        ORDER BY n_dead_tup DESC LIMIT 1
                        """,
                VacuumChecks::bloated, MANY_DEAD_ROWS);
        return worst.orElse(Finding.ok("few dead rows in the tables that change with each task"));
    }

    private static Finding bloated(ResultSet row) throws SQLException {
        String table = row.getString("name");
        return Finding.warn("%d dead rows in %s, beside %d live ones".formatted(row.getLong("n_dead_tup"), table,
                row.getLong("n_live_tup")),
                row.getBoolean("automatic")
                        ? "Claims step over them. If no transaction keeps them (see above): VACUUM " + table + "."
                        : "Autovacuum is off for it, and claims step over them: turn it on, and VACUUM " + table + ".");
    }

    /**
     * Whoever keeps a snapshot or a transaction open in this database keeps all rows that died since.
     *
     * @param tolerated how long it may
     */
    static Finding transactions(Connection connection, Duration tolerated) throws SQLException {
        return Sql.first(connection, """
                SELECT who, extract(epoch FROM held)::bigint AS seconds, transactions, remedy
                FROM (SELECT format('session %s of %s (%s, %s)', pid, usename,
                                    COALESCE(NULLIF(application_name, ''), 'without a name'), state) AS who,
                             clock_timestamp() - xact_start AS held,
                             age(COALESCE(backend_xmin, backend_xid)) AS transactions,
                             format('SELECT pg_terminate_backend(%s);', pid) AS remedy
                      FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                        AND backend_type = 'client backend'
                      UNION ALL
                      SELECT format('the prepared transaction %s of %s', gid, owner), clock_timestamp() - prepared,
                             age(transaction), format('ROLLBACK PREPARED %L; or COMMIT PREPARED.', gid)
                      FROM pg_prepared_xacts WHERE database = current_database()
                      UNION ALL
                      SELECT format('the replication slot %s', slot_name), NULL, age(xmin),
                             format('Let its standby catch up, or SELECT pg_drop_replication_slot(%L);', slot_name)
                      FROM pg_replication_slots WHERE xmin IS NOT NULL) AS holders
                WHERE held > ? * interval '1 millisecond' OR transactions > ?
                ORDER BY transactions DESC NULLS LAST, held DESC LIMIT 1
                """, VacuumChecks::holder, tolerated.toMillis(), MANY_TRANSACTIONS)
                .orElse(Finding.ok("none is open for more than %d min".formatted(LONG.toMinutes())));
    }

    private static Finding holder(ResultSet row) throws SQLException {
        long seconds = row.getLong("seconds");
        String time = row.wasNull() ? "" : " for %d s".formatted(seconds);
        long transactions = row.getLong("transactions");
        String since = row.wasNull() ? "" : ", %d transactions ago".formatted(transactions);
        return Finding.warn("kept open%s by %s%s".formatted(time, row.getString("who"), since),
                "Rows that died since cannot be cleaned up, and claims step over them: " + row.getString("remedy"));
    }
}
