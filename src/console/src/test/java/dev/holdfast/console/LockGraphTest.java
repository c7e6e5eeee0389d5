package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.util.ArrayList;
import javafx.scene.control.ScrollPane;
import org.junit.jupiter.api.Test;

/** The graph of who waits for whom, above the table of the locks. */
class LockGraphTest extends ViewTest {
    @Test
    void whoeverWaitsLeadsToTheHolderAndToTheTask() throws Exception {
        driver.show(View.LOCKS);
        eventually(() -> assertThat(driver.isVisible("#nobody")).isTrue());
        long first = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        long second = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(2);
            eventually(() -> assertThat(driver.isVisible(".node.of-waiting")).isTrue());
            assertThat(driver.isVisible("#nobody")).isFalse();
            assertThat(driver.text(".node.of-running")).isEqualTo(first + " sleep");
            assertThat(driver.text(".node.of-resource")).isEqualTo("repo/A");

            driver.click(".node.of-running");
            eventually(() -> assertThat(driver.selected("#locks").toString()).contains("taskId=" + first));

            driver.doubleClick(".node.of-waiting");
            eventually(() -> assertThat(driver.isVisible("#tasks")).isTrue());
            eventually(() -> assertThat(driver.text("#detail-title")).contains(Long.toString(second)));
        }
    }

    @Test
    void aPersonsHoldIsShownWithWhatItKeepsWaiting() throws Exception {
        driver.show(View.LOCKS);
        try (var person = database.open()) {
            Sql.run(person, "SELECT holdfast.hold('repo/A')");
            int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
            eventually(() -> assertThat(driver.text(".node.of-session")).isEqualTo("session " + session));
        }
        eventually(() -> assertThat(driver.isVisible("#nobody")).isTrue());
    }

    @Test
    void whatIsFarOutOfSightIsDrawnWhenOneScrollsThere() throws Exception {
        driver.show(View.LOCKS);
        var requests = new ArrayList<TaskRequest>();
        for (int i = 0; i < 160; i++) {
            requests.add(TaskRequest.of("sleep").exclusive("repo/%02d".formatted(i % 40)));
        }
        tasks.submitAll(requests);
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(40);
            eventually(() -> assertThat(driver.isVisible(".node.of-waiting")).isTrue());
            scrollTo(0);
            eventually(() -> assertThat(driver.texts("#graph", ".node")).contains("repo/00").doesNotContain("repo/35"));
            scrollTo(1);
            eventually(() -> assertThat(driver.texts("#graph", ".node")).contains("repo/35").doesNotContain("repo/00"));
        }
    }

    /** @param share of the way down */
    private void scrollTo(double share) {
        driver.of("#graph", (ScrollPane graph) -> {
            graph.setVvalue(share);
            return share;
        });
    }
}
