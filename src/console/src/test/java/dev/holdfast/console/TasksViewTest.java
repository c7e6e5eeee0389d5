package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.console.widgets.LinkRow;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The view of the tasks, worked with mouse and keys on a real database. */
class TasksViewTest extends ViewTest {
    @Test
    void tasksAppearAndTheirStateIsFollowed() throws Exception {
        long id = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        eventually(() -> assertThat(phases()).containsExactly(Phase.SUBMITTED));

        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            var claimed = worker.take(1).getFirst();
            eventually(() -> assertThat(phases()).containsExactly(Phase.RUNNING));
            worker.complete(claimed);
            eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        }

        assertThat(shown()).extracting(TaskSummary::id, TaskSummary::worker)
                .containsExactly(tuple(id, "w-1"));
    }

    @Test
    void aSelectedTaskStaysSelectedWhileOthersComeAndGo() throws Exception {
        long chosen = tasks.submit(TaskRequest.of("chosen").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);

        tasks.submitAll(List.of(TaskRequest.of("sleep"), TaskRequest.of("sleep"), TaskRequest.of("sleep")));
        eventually(() -> assertThat(shown()).hasSize(4));
        assertThat(driver.<TaskSummary>selected("#tasks")).extracting(TaskSummary::id).containsExactly(chosen);

        try (var worker = TestWorker.register(database.settings(), "w-1", "chosen")) {
            worker.take(1);
            eventually(() -> assertThat(shown()).first().extracting(TaskSummary::phase).isEqualTo(Phase.RUNNING));
        }
        assertThat(driver.<TaskSummary>selected("#tasks")).extracting(TaskSummary::id).containsExactly(chosen);
        eventually(() -> assertThat(driver.text("#detail-title")).contains("chosen"));
    }

    @Test
    void resourcesForWhichThereIsNoRoomAreCounted() {
        tasks.submit(TaskRequest.of("statistics").shared("repo/1", "repo/2", "repo/3", "repo/4", "repo/5", "repo/6"));
        awaitNeeds();
        int narrow = needs().size();
        assertThat(needs()).startsWith("repo/1").hasSizeLessThan(6);
        driver.resize(2400, 900);
        eventually(() -> assertThat(needs()).hasSizeGreaterThan(narrow));
        awaitNeeds();
        assertThat(driver.<LinkRow, List<Boolean>>of("#tasks .needs",
                row -> words(row).map(Labeled::isTextTruncated).toList()))
                .containsOnly(false);
    }

    /** Until those shown and the number of the others make six. */
    private void awaitNeeds() {
        eventually(() -> assertThat(needs()).last().isEqualTo("+" + (7 - needs().size())));
    }

    private List<String> needs() {
        return driver.of("#tasks .needs", (LinkRow row) -> words(row).map(Labeled::getText).toList());
    }

    private static Stream<Labeled> words(LinkRow row) {
        return row.getChildrenUnmodifiable().stream().filter(Node::isVisible).map(Labeled.class::cast);
    }

    @Test
    void theFilterNarrowsByNameAndByResource() {
        tasks.submitAll(List.of(TaskRequest.of("repack").exclusive("repo/A"), TaskRequest.of("verify").shared("repo/B"),
                TaskRequest.of("repack").exclusive("repo/B")));
        eventually(() -> assertThat(shown()).hasSize(3));

        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("repack");
        eventually(() -> assertThat(shown()).extracting(TaskSummary::name).containsExactly("repack", "repack"));
        driver.write(" resource:repo/B");
        eventually(() -> assertThat(shown()).extracting(TaskSummary::exclusive).containsExactly(List.of("repo/B")));
    }

    @Test
    void theTabsCountAndSelectByState() throws Exception {
        tasks.submitAll(
                List.of(TaskRequest.of("sleep").exclusive("repo/A"), TaskRequest.of("sleep").exclusive("repo/A"),
                        TaskRequest.of("sleep").exclusive("repo/B")));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.complete(worker.take(1).getFirst());
            worker.take(1);

            eventually(() -> assertThat(driver.text("#tab-ALL")).isEqualTo("All  3"));
            eventually(() -> assertThat(driver.text("#tab-WAITING")).isEqualTo("Waiting  1"));
            eventually(() -> assertThat(driver.text("#tab-COMPLETED")).isEqualTo("Completed  1"));
            driver.click("#tab-RUNNING");
            eventually(() -> assertThat(phases()).containsExactly(Phase.RUNNING));
            driver.click("#tab-FAILED");
            eventually(() -> assertThat(shown()).isEmpty());
        }
    }

    @Test
    void deleteAsksAndEnterKeepsTheTask() {
        long id = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);

        driver.press(KeyCode.DELETE);
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        assertThat(tasks.find(id).orElseThrow().state()).isEqualTo(TaskState.WAITING);

        driver.press(KeyCode.DELETE);
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.press(KeyCode.TAB);
        driver.press(KeyCode.SPACE);
        driver.click("#grace-now");
        eventually(() -> assertThat(phases()).containsExactly(Phase.CANCELED));
    }

    @Test
    void aWaitingTaskIsCanceledByTheButtonWithoutAQuestion() {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);

        driver.click("#cancel");
        assertThat(driver.isDialogOpen()).isFalse();
        driver.click("#grace-now");
        eventually(() -> assertThat(phases()).containsExactly(Phase.CANCELED));
        eventually(() -> assertThat(driver.isEnabled("#cancel")).isFalse());
    }

    @Test
    void anEmptyDatabaseOffersADemoLoad() {
        eventually(() -> assertThat(driver.isVisible("#offer")).isTrue());
        driver.picture("offer");

        driver.click("#demo");

        eventually(() -> assertThat(shown()).hasSize(60));
        assertThat(driver.isVisible("#offer")).isFalse();
        assertThat(shown()).extracting(TaskSummary::handler).containsOnly("sleep");
        assertThat(shown()).anyMatch(task -> !task.shared().isEmpty()).anyMatch(task -> !task.exclusive().isEmpty());
    }

    @Test
    void theLogOfTheSelectedTaskIsFollowed() {
        long id = tasks.submit(TaskRequest.of("sleep"));
        eventually(() -> assertThat(shown()).hasSize(1));
        driver.select("#tasks", 0);

        log(id, 0, "first line\n");
        eventually(() -> assertThat(driver.typed("#log")).isEqualTo("first line\n"));
        log(id, 1, "second line\n");
        eventually(() -> assertThat(driver.typed("#log")).isEqualTo("first line\nsecond line\n"));
    }

    private void log(long task, int seq, String text) {
        database.run("INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, 1, ?, ?)", task, seq,
                text);
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }

    private List<Phase> phases() {
        return shown().stream().map(TaskSummary::phase).toList();
    }
}
