package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.overview.Contention;
import dev.holdfast.overview.FailureGroup;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import java.time.Instant;
import java.util.Collections;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether all is well, and where what is not leads to. */
class OverviewViewTest extends ViewTest {
    @BeforeEach
    void show() {
        driver.show(View.OVERVIEW);
    }

    @Test
    void allIsWellWhileTasksRunAndWaitTheirTurn() throws Exception {
        tasks.submitAll(Collections.nCopies(3, TaskRequest.of("sleep").exclusive("repo/A")));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(3);
            eventually(() -> assertThat(driver.text("#count-running")).isEqualTo("1"));
            eventually(() -> assertThat(driver.text("#count-blocked")).isEqualTo("2"));
            eventually(() -> assertThat(driver.text("#count-busy")).isEqualTo("1 of 8"));
            eventually(() -> assertThat(driver.text("#health")).isEqualTo("All is well"));
        }
    }

    @Test
    void aReadyTaskWithoutAnyWorkerLeadsToTheWorkers() {
        tasks.submit(TaskRequest.of("sleep"));
        eventually(() -> assertThat(driver.text("#health")).isEqualTo("One thing to look at"));
        driver.click("One task is ready and no worker is there");
        eventually(() -> assertThat(driver.isVisible("#workers")).isTrue());
    }

    @Test
    void tasksOfDeadWorkersWithNobodyToSettleThemLeadToTheWorkers() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            assertThat(worker.take(1)).hasSize(1);
            eventually(() -> assertThat(driver.text("#health")).isEqualTo("All is well"));
        }
        eventually(() -> assertThat(driver.text("#health")).isEqualTo("One thing to look at"));
        driver.click("One task was left by dead workers, and none is there to settle it");
        eventually(() -> assertThat(driver.isVisible("#workers")).isTrue());
    }

    @Test
    void theResourceThatCostsMostLeadsToItsQueue() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        tasks.submitAll(Collections.nCopies(3, TaskRequest.of("sleep").exclusive("repo/B")));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(2);
            eventually(() -> assertThat(driver.<Contention>rows("#contended")).extracting(Contention::resource)
                    .containsExactly("repo/B"));
            driver.select("#contended", 0);
            driver.press(KeyCode.ENTER);
            eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/B"));
            eventually(() -> assertThat(driver.<QueueEntry>rows("#queue")).hasSize(3));
        }
    }

    @Test
    void aKindOfFailureLeadsToItsLatestTask() throws Exception {
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            for (int i = 0; i < 2; i++) {
                tasks.submit(TaskRequest.of("sleep").payload("{\"n\": %d}".formatted(i)));
                worker.finish(worker.take(1).getFirst(),
                        new Outcome.Failed(new TaskError("IOException", "no file " + i, null), null));
            }
            eventually(() -> assertThat(driver.<FailureGroup>rows("#failures")).singleElement()
                    .satisfies(group -> assertThat(group.tasks()).isEqualTo(2)));
            driver.select("#failures", 0);
            driver.press(KeyCode.ENTER);
            eventually(() -> assertThat(driver.typed("#payload")).contains("\"n\": 1"));
        }
    }

    @Test
    void aTileLeadsToItsTasks() {
        tasks.submit(TaskRequest.of("sleep"));
        tasks.submit(TaskRequest.of("sleep").due(Instant.now().plusSeconds(3_600)));
        eventually(() -> assertThat(driver.text("#count-scheduled")).isEqualTo("1"));
        driver.click("#tile-scheduled");
        eventually(() -> assertThat(driver.typed("#filter")).isEqualTo("state:scheduled"));
        eventually(() -> assertThat(driver.<TaskSummary>rows("#tasks")).hasSize(1));
    }
}
