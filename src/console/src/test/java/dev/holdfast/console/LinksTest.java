package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.resources.ResourceLine;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.TestWorker;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Whatever names a task, a resource, a worker or a session leads there. */
class LinksTest extends ViewTest {
    @Test
    void namesInTablesAndInTheDetailLeadToWhatTheyName() throws Exception {
        long running = exclusive("repo/A");
        exclusive("repo/A");
        try (var worker = TestWorker.register(database.settings(), "w-1", "work")) {
            worker.take(1);
            eventually(() -> assertThat(driver.<TaskSummary>rows("#tasks")).extracting(TaskSummary::worker)
                    .contains("w-1"));

            driver.click("#tasks .chip");
            eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/A"));
            eventually(() -> assertThat(driver.selected("#resources")).hasSize(1));

            driver.click("#resources .need");
            eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(running + " work"));
            eventually(() -> assertThat(driver.text("#task-worker")).isEqualTo("w-1"));

            driver.click("#task-worker");
            eventually(() -> assertThat(driver.selected("#workers").toString()).contains("name=w-1"));

            driver.click("#workers .needs .hyperlink");
            eventually(() -> assertThat(driver.isVisible("#tasks")).isTrue());
            driver.click("#needs .chip");
            eventually(() -> assertThat(driver.isVisible("#resources")).isTrue());
            driver.show(View.LOCKS);
            eventually(() -> assertThat(driver.rows("#locks")).isNotEmpty());
            driver.click("#locks .hyperlink");
            eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/A"));
            driver.press(KeyCode.ALT, KeyCode.LEFT);
            eventually(() -> assertThat(driver.isVisible("#locks")).isTrue());
        }
    }

    @Test
    void aResourceFarDownTheListIsSelectedAndStaysSo() throws Exception {
        IntStream.range(10, 50).forEach(i -> exclusive("repo/" + i));
        try (var worker = TestWorker.register(database.settings(), "w-1", "work")) {
            worker.take(1);
            driver.follow(links -> links.resource("repo/49"));
            eventually(() -> assertThat(driver.rows("#resources")).hasSize(40));
            eventually(() -> assertThat(driver.<ResourceLine>selected("#resources")).extracting(ResourceLine::name)
                    .containsExactly("repo/49"));
            assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/49");
        }
    }
}
