package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.TestWorker;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter of the tasks, typed by hand. */
class FilterViewTest extends ViewTest {
    @Test
    void everyKeyNarrows() throws Exception {
        long reader = submit(TaskRequest.of("verify").shared("repo/A").group("nightly"));
        long writer = submit(TaskRequest.of("repack").exclusive("repo/A"));
        long other = submit(TaskRequest.of("night repack").exclusive("repo/B"));
        database.run("UPDATE holdfast.unfinished SET submitted_at = submitted_at - interval '1 hour' WHERE id = ?",
                writer);
        try (var worker = TestWorker.register(database.settings(), "w-1", "verify")) {
            worker.take(1);
            filterFinds("worker:w-1 ", reader);
            filterFinds("state:ready ", other);
            filterFinds("blocked-by:" + reader + " ", writer);
            filterFinds("group:nightly ", reader);
            filterFinds("older-than:30min ", writer);
            filterFinds("name:\"night re\" ", other);
            filterFinds("resource:repo/A repack ", writer);
        }
    }

    @Test
    void wrongWordsAreMarkedWithTheReasonAndTheOthersStillCount() {
        long id = submit(TaskRequest.of("repack").exclusive("repo/A"));
        submit(TaskRequest.of("verify").exclusive("repo/A"));

        filterFinds("repack state:blokced older-than:long colour:red ", id);

        eventually(() -> assertThat(driver.text("#filter-problem")).isEqualTo("There is no state blokced. "
                + "older-than: takes a span such as 10min or 2h, not long. "
                + "colour: is no filter; write name: before a name with a colon."));
        driver.picture("filter");
        filterFinds("repack ", id);
        assertThat(driver.isVisible("#filter-problem")).isFalse();
    }

    @Test
    void aWordIsCompletedFromTheSuggestions() {
        long id = submit(TaskRequest.of("repack").exclusive("repo/A"));
        submit(TaskRequest.of("verify").exclusive("repo/B"));
        eventually(() -> assertThat(shown()).hasSize(2));

        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("res");
        eventually(() -> assertThat(driver.isDialogOpen()).as("suggestions").isTrue());
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.typed("#filter")).isEqualTo("resource:"));
        driver.write("o/A");
        eventually(() -> assertThat(driver.isDialogOpen()).as("suggestions").isTrue());
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.typed("#filter")).isEqualTo("resource:repo/A "));
        eventually(() -> assertThat(shown()).extracting(TaskSummary::id).containsExactly(id));
    }

    @Test
    void aSavedFilterIsThereAfterTheNextStart(@TempDir Path folder) {
        Path file = folder.resolve("console.json");
        long id = submit(TaskRequest.of("repack").exclusive("repo/A"));
        submit(TaskRequest.of("verify").exclusive("repo/A"));
        driver.close();
        driver = ConsoleDriver.open(database.settings(), file);
        filterFinds("name:repack ", id);
        // A click beside the suggestions would only close them.
        driver.focus("#tasks");
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        driver.chooseText("#saved-filters", "Save this filter");
        driver.askToClose();
        eventually(() -> assertThat(new SettingsFile(file).load().filters()).containsExactly("name:repack"));

        driver.close();
        driver = ConsoleDriver.open(database.settings(), file);
        eventually(() -> assertThat(shown()).hasSize(2));
        driver.chooseText("#saved-filters", "name:repack");
        eventually(() -> assertThat(shown()).extracting(TaskSummary::id).containsExactly(id));
        driver.chooseText("#saved-filters", "Forget this filter");
        eventually(() -> assertThat(driver.console().savedFilters()).isEmpty());
    }

    private void filterFinds(String filter, long id) {
        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.press(KeyCode.DELETE);
        driver.write(filter);
        eventually(() -> assertThat(driver.typed("#filter")).isEqualTo(filter));
        eventually(() -> assertThat(shown()).as(filter).extracting(TaskSummary::id).containsExactly(id));
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }
}
