package dev.holdfast.cli;

import dev.holdfast.testing.Database;

/** One database for all tests of this module, empty at the beginning of each. */
final class SharedDatabase {
    private static final Database DATABASE = Database.withSchema();

    private SharedDatabase() {}

    static Database cleared() {
        DATABASE.clear();
        return DATABASE;
    }
}
