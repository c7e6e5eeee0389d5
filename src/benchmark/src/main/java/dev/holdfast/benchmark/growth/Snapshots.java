package dev.holdfast.benchmark.growth;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** The foreign transaction that keeps vacuum from removing anything. */
final class Snapshots {
    private Snapshots() {}

    /** Begins a transaction with a snapshot, which lasts until the connection rolls back or is closed. */
    static void hold(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Sql.run(connection, "SELECT txid_current()");
    }
}
