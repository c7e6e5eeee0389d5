package dev.holdfast.console;

import dev.holdfast.testing.DatabaseTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that works the window on a database of its own, empty at first. */
abstract class ViewTest extends DatabaseTest {
    @TempDir
    private Path folder;
    ConsoleDriver driver;

    @BeforeEach
    void open() {
        driver = ConsoleDriver.open(database.settings(), folder.resolve("console.json"));
    }

    @AfterEach
    void close() {
        driver.close();
    }
}
