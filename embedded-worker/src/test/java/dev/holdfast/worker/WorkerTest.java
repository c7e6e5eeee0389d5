package dev.holdfast.worker;

import dev.holdfast.testing.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The surroundings of a test: a database for its class, and for each test no workers, no tasks and a new witness. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerTest {
    /** With this, only a wake-up makes an idle worker look for work. */
    static final String[] NO_SWEEP = {"--sweep", "1000"};

    Database database;
    Workers workers;
    Witness witness;

    @BeforeAll
    void createDatabase() {
        database = Database.withSchema();
    }

    @BeforeEach
    void clear(@TempDir Path directory) {
        database.clear();
        workers = new Workers(database.settings(), directory);
        witness = new Witness(directory);
    }

    @AfterEach
    void killWorkers() {
        workers.close();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }
}
