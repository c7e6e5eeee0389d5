package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static dev.holdfast.console.ConsoleDriver.onScreen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of 20,000 tasks: only its first rows come over, and the window stays light on its feet. */
class ManyTasksTest {
    private static final int TASKS = 20_000;
    /** Enough to take no single pause of a busy machine for a slow table; the bound is for one gone quadratic. */
    private static final int JUMPS = 10;
    @TempDir
    private Path folder;

    @Test
    void twentyThousandTasksAreCappedAndDoNotHoldUpTheWindow() {
        try (var database = Database.withSchema()) {
            database.run("""
                    SELECT count(holdfast.submit('sleep', exclusive => ARRAY['repo/' || n % 50]))
                    FROM generate_series(1, ?) AS n
                    """, TASKS);
            database.run("SELECT holdfast.admit(?)", TASKS);
            try (var driver = ConsoleDriver.open(database.settings(), folder.resolve("console.json"))) {
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(500));
                assertThat(driver.text("#tab-ALL")).isEqualTo("All  20,000");
                assertThat(driver.text("#more-text")).isEqualTo("Showing 500; there are more.");

                driver.click("#more");
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1_000));
                assertThat(timeOfScrolling(driver)).isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    /** How long the application thread is busy with one jump to far away, layout included. */
    private static Duration timeOfScrolling(ConsoleDriver driver) {
        return onScreen(() -> {
            driver.scroll("#tasks", 100);
            long start = System.nanoTime();
            for (int i = 1; i <= JUMPS; i++) {
                driver.scroll("#tasks", i % 2 * 500 + 30 * i);
            }
            return Duration.ofNanos((System.nanoTime() - start) / JUMPS);
        });
    }
}
