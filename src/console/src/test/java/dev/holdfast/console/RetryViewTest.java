package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** What failed or was canceled runs once more, at the press of a button. */
class RetryViewTest extends ViewTest {
    @Test
    void aSelectedTaskIsRetriedWithoutAQuestionAndTheTwoLeadToEachOther() {
        long first = canceled("copy", 1).getFirst();
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);
        driver.click("#retry");

        eventually(() -> assertThat(shown()).hasSize(2));
        long retry = shown().getFirst().id();
        assertThat(task(retry).retryOf()).isEqualTo(first);
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(retry + " copy"));
        eventually(() -> assertThat(driver.texts("#relatives", ".hyperlink")).contains("Retries " + first));
        driver.clickText("Retries " + first);
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(first + " copy"));
        eventually(() -> assertThat(driver.texts("#relatives", ".hyperlink")).contains("Retried by " + retry));
    }

    @Test
    void allThatMatchAreRetriedAfterTheirNumberWasTold() {
        canceled("copy", 3);
        tasks.retry(canceled("copy", 1).getFirst());
        canceled("other", 1);
        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("copy ");
        eventually(() -> assertThat(shown()).hasSize(5));

        driver.click("#matching");
        driver.click("#retry-matching");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Retry the 3 tasks that match?"));
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        assertThat(waiting()).as("Enter leaves them").hasSize(1);

        driver.click("#matching");
        driver.click("#retry-matching");
        driver.click("#go");
        eventually(() -> assertThat(waiting()).hasSize(4));
        assertThat(tasks.list(TaskFilter.all(), 99)).hasSize(9);
    }

    @Test
    void manyAreRetriedOnlyByTypingHowMany() {
        canceled("copy", 25);
        eventually(() -> assertThat(shown()).hasSize(25));

        driver.click("#matching");
        driver.click("#retry-matching");
        eventually(() -> assertThat(driver.isEnabled("#go")).isFalse());
        driver.fill("#typed", "24");
        assertThat(driver.isEnabled("#go")).isFalse();
        driver.fill("#typed", "25");
        driver.pictureOfDialog("typed");
        driver.click("#go");

        eventually(() -> assertThat(waiting()).hasSize(25));
    }

    private List<Long> canceled(String name, int count) {
        List<Long> ids = tasks.submitAll(IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of(name).exclusive("repo/A"))
                .toList());
        ids.forEach(tasks::cancel);
        return ids;
    }

    private List<Long> waiting() {
        return tasks.ids(TaskFilter.all().states(Set.of(TaskState.WAITING)), 99);
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }

    @Test
    void whatIsNotOverCannotBeRetried() {
        tasks.submit(TaskRequest.of("copy").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).extracting(TaskSummary::phase).containsExactly(Phase.SUBMITTED));
        driver.select("#tasks", 0);
        assertThat(driver.isEnabled("#retry")).isFalse();
        driver.click("#matching");
        driver.click("#retry-matching");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Nothing to retry"));
    }
}
