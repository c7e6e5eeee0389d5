package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person holds a resource for work that is no task. */
class HoldViewTest extends ViewTest {
    private static final String HELD = """
            SELECT application FROM holdfast.locks WHERE resource = 'repo/A' AND granted
            """;

    @Test
    void aHeldResourceKeepsItsTasksWaitingAndTellsTheReasonToAll() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.admit();
            driver.show(View.RESOURCES);
            eventually(() -> assertThat(driver.rows("#resources")).hasSize(1));

            hold("restore from backup");
            eventually(() -> assertThat(holder()).endsWith(": restore from backup"));
            assertThat(worker.take(1)).isEmpty();
            driver.show(View.LOCKS);
            eventually(() -> assertThat(driver.rows("#locks").toString()).contains("restore from backup"));

            driver.show(View.RESOURCES);
            eventually(() -> assertThat(driver.isEnabled("#release")).isTrue());
            driver.click("#release");
            eventually(() -> assertThat(holder()).isNull());
            // The lock is free a moment before what it kept is in line again.
            eventually(() -> assertThat(worker.take(1)).hasSize(1));
            eventually(() -> assertThat(driver.isEnabled("#release")).isFalse());
        }
        List<String> audit = Sql.call(database.source(), connection -> Sql.list(connection,
                "SELECT action || ' ' || result FROM holdfast.audit ORDER BY id", row -> row.getString(1)));
        assertThat(audit).containsExactly("hold exclusive: restore from backup", "release released");
    }

    @Test
    void aHoldWaitsForTheTaskThatHasTheResourceAndEndsWithTheConsole() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            var first = worker.take(1);
            driver.show(View.RESOURCES);
            eventually(() -> assertThat(driver.rows("#resources")).hasSize(1));
            driver.click("#hold");
            assertThat(driver.text("#hold-follows")).isEqualTo(
                    "The hold begins when its holder has ended. One task that waits for it waits on.");
            driver.click("#go");
            eventually(() -> assertThat(driver.isEnabled("#release")).isTrue());

            worker.complete(first);
            eventually(() -> assertThat(holder()).contains("holdfast hold by"));
            assertThat(worker.take(1)).isEmpty();
            driver.close();
            eventually(() -> assertThat(holder()).isNull());
        }
    }

    private void hold(String reason) {
        driver.click("#hold");
        assertThat(driver.typed("#hold-resource")).isEqualTo("repo/A");
        driver.fill("#hold-reason", reason);
        driver.pictureOfDialog("hold");
        driver.click("#go");
    }

    private String holder() throws SQLException {
        return Sql.call(database.source(), connection -> Sql.value(connection, String.class, HELD));
    }
}
