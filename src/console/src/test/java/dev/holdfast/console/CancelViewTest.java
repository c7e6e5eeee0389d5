package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A cancel is asked about as much as it deserves, and can be taken back until it is sent. */
class CancelViewTest extends ViewTest {
    @Test
    void aCancelIsTakenBackBeforeItIsSent() {
        long kept = submit(TaskRequest.of("kept").exclusive("repo/A"));
        long canceled = submit(TaskRequest.of("canceled").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).hasSize(2));

        driver.select("#tasks", 1);
        driver.click("#cancel");
        eventually(() -> assertThat(driver.text("#grace-text")).startsWith("Task " + kept + " will be canceled in "));
        driver.picture("grace");
        driver.click("#grace-undo");
        assertThat(driver.isVisible("#grace")).isFalse();

        driver.select("#tasks", 0);
        driver.click("#cancel");
        driver.click("#grace-now");
        eventually(() -> assertThat(state(canceled)).isEqualTo(TaskState.CANCELED));
        assertThat(state(kept)).isEqualTo(TaskState.WAITING);
        assertThat(driver.isVisible("#grace")).isFalse();
    }

    @Test
    void theNextCancelSendsTheOneBefore() {
        long first = submit(TaskRequest.of("first").exclusive("repo/A"));
        long second = submit(TaskRequest.of("second").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).hasSize(2));
        driver.select("#tasks", 1);
        driver.click("#cancel");
        driver.select("#tasks", 0);
        driver.click("#cancel");

        eventually(() -> assertThat(state(first)).isEqualTo(TaskState.CANCELED));
        eventually(() -> assertThat(state(second)).as("by itself, in the end").isEqualTo(TaskState.CANCELED));
    }

    @Test
    void theCancelOfARunningTaskSaysWhatItStops() throws Exception {
        long id = submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(1);
            eventually(() -> assertThat(shown()).extracting(TaskSummary::phase).containsExactly(Phase.RUNNING));
            driver.select("#tasks", 0);
            driver.click("#cancel");
            eventually(() -> assertThat(driver.dialogText()).isEqualTo("Cancel task " + id + " (sleep)?"));
            driver.click("#go");
            driver.click("#grace-now");
            eventually(() -> assertThat(state(id)).isEqualTo(TaskState.CANCELING));
        }
    }

    @Test
    void allThatMatchAreCanceledByTypingHowManyAndNothingElse() {
        tasks.submitAll(IntStream.range(0, 30).mapToObj(i -> TaskRequest.of("many").exclusive("repo/A")).toList());
        long other = submit(TaskRequest.of("other").exclusive("repo/A"));
        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("many ");
        eventually(() -> assertThat(shown()).hasSize(30));

        driver.click("#matching");
        driver.click("#cancel-matching");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Cancel the 30 tasks that match?"));
        driver.fill("#typed", "30");
        driver.click("#go");
        driver.click("#grace-now");

        eventually(() -> assertThat(shown()).extracting(TaskSummary::phase).containsOnly(Phase.CANCELED));
        assertThat(state(other)).isEqualTo(TaskState.WAITING);
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }
}
