package dev.holdfast.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;

/** Looks at one thing of a database and changes nothing. */
@FunctionalInterface
interface Check {
    Finding look(Connection connection) throws SQLException;
}
