package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.widgets.JsonText;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A new task, filled in by hand. */
class SubmitFormTest extends ViewTest {
    @Test
    void aNewTaskIsFilledInAndSubmitted() throws Exception {
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep", "command")) {
            eventually(() -> assertThat(driver.console().live().snapshot().get().workers()).hasSize(1));
            // The key does nothing before the rights are known.
            eventually(() -> assertThat(driver.isEnabled("#new-task")).isTrue());
            driver.press(KeyCode.CONTROL, KeyCode.N);
            eventually(() -> assertThat(handlers()).containsExactly("command", "sleep"));

            driver.fill("#form-name", "nightly");
            driver.fill("#form-handler", "sleep");
            driver.fill("#form-payload", "{\"seconds\": 2}");
            driver.fill("#form-exclusive", "repo/A repo/B");
            driver.fill("#form-shared", "pool");
            driver.fill("#form-priority", "7");
            driver.fill("#form-attempts", "3");
            driver.fill("#form-due", "10 min");
            driver.click("#submit-go");

            eventually(() -> assertThat(shown()).hasSize(1));
            TaskSummary task = shown().getFirst();
            assertThat(task).returns("nightly", TaskSummary::name)
                    .returns("sleep", TaskSummary::handler)
                    .returns(List.of("repo/A", "repo/B"), TaskSummary::exclusive)
                    .returns(List.of("pool"), TaskSummary::shared)
                    .returns(7, TaskSummary::priority)
                    .returns(3, TaskSummary::maxAttempts)
                    .returns(Phase.SCHEDULED, TaskSummary::phase);
            eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(task.id() + " nightly"));
            assertThat(driver.isDialogOpen()).isFalse();
        }
    }

    @Test
    void whatIsWrongIsSaidAtTheFieldAndNothingIsLost() {
        driver.click("#new-task");
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.fill("#form-payload", "{\"seconds\": two}");
        driver.fill("#form-due", "soon");
        driver.click("#submit-go");

        eventually(() -> assertThat(driver.text("#form-name-problem")).isEqualTo("A task has a name."));
        assertThat(driver.text("#form-payload-problem")).startsWith("This is no JSON: line 1, column");
        assertThat(driver.text("#form-due-problem")).startsWith("Write a time");

        driver.pictureOfDialog("submit");
        driver.fill("#form-name", "counting");
        driver.fill("#form-due", "");
        driver.fill("#form-payload", "{\"seconds\": 2}");
        driver.fill("#form-attempts", "5000");
        driver.click("#submit-go");

        eventually(() -> assertThat(driver.text("#form-refusal"))
                .isEqualTo("max_attempts is 5000. Give a number from 1 to 1000."));
        assertThat(driver.typed("#form-name")).isEqualTo("counting");
        assertThat(driver.text("#form-payload-problem")).isEmpty();

        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        driver.click("#new-task");
        eventually(() -> assertThat(driver.typed("#form-name")).isEqualTo("counting"));
        driver.fill("#form-attempts", "5");
        driver.click("#submit-go");
        eventually(() -> assertThat(shown()).extracting(TaskSummary::maxAttempts).containsExactly(5));
    }

    @Test
    void aTaskIsRunAgainWithAChangedPayload() throws Exception {
        tasks.submit(TaskRequest.of("copy")
                .handler("sleep")
                .payload("{\"seconds\": 1.50, \"from\": [1, 2]}")
                .exclusive("repo/A")
                .priority(4)
                .group("import"));
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);
        driver.click("#run-again");

        eventually(() -> assertThat(driver.typed("#form-name")).isEqualTo("copy"));
        assertThat(driver.typed("#form-payload")).contains("\"seconds\": 1.50");
        driver.fill("#form-payload", "{\"seconds\": 9}");
        driver.click("#submit-go");

        eventually(() -> assertThat(shown()).hasSize(2));
        Task task = task(shown().getFirst().id());
        assertThat(JsonText.problem(task.payload())).isNull();
        assertThat(task.payload()).isEqualTo("{\"seconds\": 9}");
        assertThat(task.summary().exclusive()).containsExactly("repo/A");
        assertThat(task.summary().priority()).isEqualTo(4);
        assertThat(task.options().group()).isEqualTo("import");
    }

    private List<String> handlers() {
        return ConsoleDriver.onScreen(() -> {
            ComboBox<String> box = new FxRobot().lookup("#form-handler").queryComboBox();
            return List.copyOf(box.getItems());
        });
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }
}
