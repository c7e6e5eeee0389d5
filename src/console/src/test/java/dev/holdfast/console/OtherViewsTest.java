package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.resources.ResourceLine;
import dev.holdfast.database.Sql;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The views of locks, workers and resources, and what the keys do. */
class OtherViewsTest extends ViewTest {
    @Test
    void aResourceHeldByAPersonIsShownByName() throws Exception {
        driver.show(View.LOCKS);
        try (var person = database.open()) {
            Sql.run(person, "SELECT holdfast.hold('repo/A')");

            eventually(() -> assertThat(driver.rows("#locks").toString()).contains("name=repo/A", "mode=exclusive",
                    "granted=true"));
            assertThat(driver.rows("#locks")).hasSize(1);
        }
        eventually(() -> assertThat(driver.rows("#locks")).isEmpty());
    }

    @Test
    void otherLocksAreShownOnDemand() throws Exception {
        driver.show(View.LOCKS);
        try (var stranger = database.open()) {
            Sql.run(stranger, "SELECT pg_advisory_lock(42)");
            eventually(() -> assertThat(driver.isVisible("#locks")).isTrue());
            assertThat(driver.rows("#locks").toString()).doesNotContain("key 42");

            driver.click("#others");

            eventually(() -> assertThat(driver.rows("#locks").toString()).contains("key 42"));
        }
    }

    @Test
    void theQueueBehindAResourceIsInOrder() throws Exception {
        long first = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        long second = tasks.submit(TaskRequest.of("sleep").shared("repo/A"));
        long third = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(3);

            driver.show(View.RESOURCES);

            eventually(() -> assertThat(driver.<QueueEntry>rows("#queue")).extracting(QueueEntry::taskId)
                    .containsExactly(first, second, third));
            ResourceSummary resource = driver.<ResourceLine>rows("#resources").getFirst().now();
            assertThat(resource.name()).isEqualTo("repo/A");
            assertThat(resource.queued()).isEqualTo(2);
            assertThat(resource.holders()).extracting(holder -> holder.taskId()).containsExactly(first);
            assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/A");
        }
    }

    @Test
    void aWorkerIsShownWithItsTask() throws Exception {
        long id = tasks.submit(TaskRequest.of("sleep"));
        driver.show(View.WORKERS);
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(1);

            eventually(() -> assertThat(driver.rows("#workers").toString()).contains("name=w-1", "taskId=" + id));
            assertThat(driver.isEnabled("#kill")).isFalse();
            assertThat(driver.isVisible("#launch")).isFalse();
        }
    }

    @Test
    void theKeysSwitchViewsAndPause() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        eventually(() -> assertThat(driver.isVisible("#queue")).isTrue());
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        eventually(() -> assertThat(driver.isVisible("#tasks")).isTrue());

        driver.press(KeyCode.CONTROL, KeyCode.P);
        eventually(() -> assertThat(driver.text("#updated")).startsWith("paused"));
        tasks.submit(TaskRequest.of("sleep"));
        assertThat(driver.rows("#tasks")).isEqualTo(List.of());
        driver.press(KeyCode.F5);
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
    }
}
