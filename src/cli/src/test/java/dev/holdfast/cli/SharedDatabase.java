package dev.holdfast.cli;

import dev.holdfast.testing.Database;

/** A database for the tests of each thread, empty at the beginning of each: test classes run at once, on other threads. */
final class SharedDatabase {
    private static final ThreadLocal<Database> DATABASE = ThreadLocal.withInitial(Database::withSchema);

    private SharedDatabase() {}

    static Database cleared() {
        Database database = DATABASE.get();
        database.clear();
        return database;
    }
}
