package dev.holdfast.cli.doctor;

import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;

/** Looks at one thing of a database and changes nothing. */
@FunctionalInterface
interface Check {
    Finding look(Connection connection) throws SQLException;

    /** Looks, and takes the database's refusal for a finding as well; only a lost connection ends the examination. */
    default Finding examine(Connection connection) throws SQLException {
        try {
            return look(connection);
        } catch (SQLException e) {
            if (Failures.isConnectionLoss(e)) {
                throw e;
            }
            HoldfastException refusal = Failures.translate(e);
            return Finding.fail("cannot be checked: " + refusal.getMessage(), refusal.hint());
        }
    }

    /** A check of what only a schema as new as this program has; elsewhere there is nothing to find. */
    static Check ofSchema(Check check) {
        return connection -> Schema.version(connection) == Schema.VERSION
                ? check.look(connection)
                : Finding.ok("not looked at, for the schema is not there or not up to date");
    }
}
