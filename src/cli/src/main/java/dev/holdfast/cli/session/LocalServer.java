package dev.holdfast.cli.session;

import dev.holdfast.database.ConnectionSettings;

/** The server of this user's local cluster. */
@FunctionalInterface
public interface LocalServer {
    /** Joins it, or starts it where it does not run. */
    ConnectionSettings startOrJoin();
}
