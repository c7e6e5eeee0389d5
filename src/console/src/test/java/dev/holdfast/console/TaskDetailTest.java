package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** All that is known of a task, beside each other. */
class TaskDetailTest extends ViewTest {
    @Test
    void aFailedTaskTellsItsTimesItsPayloadAndItsTrace() throws Exception {
        long id = submit(TaskRequest.of("copy").payload("{\"from\":{\"depth\":1.50},\"big\":12345678901234567890}"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "copy")) {
            var claimed = worker.take(1).getFirst();
            database.run("INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, 1, 0, 'once\n'), "
                    + "(?, 2, 0, 'twice\n')", id, id);
            worker.finish(claimed, new Outcome.Failed(
                    new TaskError("IOException", "disk full", "java.io.IOException: disk full\n\tat Copy.run"), null));
        }
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);

        eventually(() -> assertThat(driver.typed("#log")).isEqualTo("once\nAttempt 2:\ntwice\n"));
        assertThat(driver.typed("#payload")).contains("\"depth\": 1.50").contains("\"big\": 12345678901234567890");
        assertThat(driver.typed("#error")).startsWith("IOException: disk full").contains("\tat Copy.run");
        assertThat(spoken("#time-bar")).matches("in line .* s, ready .* s, ran .* s");
        driver.picture("detail");
    }

    @Test
    void progressIsShownWhileATaskRuns() throws Exception {
        submit(TaskRequest.of("copy"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "copy")) {
            worker.take(1);
            database.run("UPDATE holdfast.running SET progress = 0.4, progress_message = '4 of 10 files'");
            eventually(() -> assertThat(shown()).hasSize(1));
            driver.select("#tasks", 0);
            eventually(() -> assertThat(driver.text("#progress-text")).isEqualTo("4 of 10 files"));
            assertThat(driver.isVisible("#progress")).isTrue();
        }
    }

    @Test
    void aTaskThatEndedBeforeItStartedHasNeverStartedAndHasAnEnd() {
        long id = submit(TaskRequest.of("copy"));
        tasks.cancel(id);
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.text("#detail-started")).matches("never, waited .+ s"));
        assertThat(driver.text("#detail-finished")).startsWith("20");
    }

    @Test
    void relativesAndTheGroupAreLinks() {
        long parent = submit(TaskRequest.of("parent"));
        long child = submit(TaskRequest.of("child").parent(parent).after(parent).group("nightly run"));
        eventually(() -> assertThat(shown()).hasSize(2));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(links()).containsExactly("Parent " + parent, "After " + parent,
                "Group nightly run", "What waits for it"));

        driver.clickText("Parent " + parent);
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(parent + " parent"));
        eventually(() -> assertThat(links()).contains("Child " + child));
        driver.clickText("What waits for it");
        eventually(() -> assertThat(shown()).extracting(TaskSummary::id).containsExactly(child));
        assertThat(driver.typed("#filter")).isEqualTo("blocked-by:" + parent);

        driver.select("#tasks", 0);
        eventually(() -> assertThat(links()).contains("Group nightly run"));
        driver.clickText("Group nightly run");
        eventually(() -> assertThat(driver.typed("#filter")).isEqualTo("group:\"nightly run\""));
        eventually(() -> assertThat(shown()).extracting(TaskSummary::id).containsExactly(child));
    }

    private List<String> links() {
        return driver.texts("#relatives", ".hyperlink");
    }

    private static String spoken(String query) {
        return ConsoleDriver.onScreen(() -> new FxRobot().lookup(query).<Node>query().getAccessibleText());
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }
}
