package dev.holdfast.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from: {@link ConnectionSettings#open}, or a pool's {@code getConnection}. */
@FunctionalInterface
public interface ConnectionSource {
    /** A connection in autocommit mode, which the caller closes. */
    Connection get() throws SQLException;
}
