package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.List;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a task waits: each clause leads somewhere and is proven by a query. And for how long. */
class WhyViewTest extends ViewTest {
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w-1", "work");
    }

    @AfterEach
    void end() {
        worker.close();
    }

    @Test
    void eachClauseLeadsToWhatItIsAbout() throws SQLException {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        worker.take(1);
        open(second);
        eventually(() -> assertThat(clauses()).hasSize(2));
        assertThat(clauses().getFirst()).isEqualTo("waits for repo/A (exclusive), behind 1 task");
        assertThat(clauses().getLast()).startsWith("task " + first + " (work) holds it on w-1 since ");
        driver.picture("why");

        driver.clickText("waits for repo/A (exclusive), behind 1 task");
        eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/A"));
        driver.press(KeyCode.ALT, KeyCode.LEFT);
        eventually(() -> assertThat(clauses()).hasSize(2));
        // The time in its text goes on, but the line stays the one that is clicked.
        driver.click("#why .hyperlink", 1);
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(first + " work"));
        assertThat(clauses()).isEmpty();
    }

    @Test
    void theQueryOfAClauseIsShownAndCopied() throws SQLException {
        exclusive("repo/A");
        long second = exclusive("repo/A");
        worker.take(1);
        open(second);
        driver.click("#why .clause .button");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("waits for repo/A (exclusive), behind 1 task"));
        String query = driver.typed("#dialog-text");
        driver.pictureOfDialog("query");
        driver.clickText("Copy");
        eventually(() -> assertThat(ConsoleDriver.onScreen(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo(query));
        try (var connection = database.source().get()) {
            assertThat(Sql.list(connection, query, row -> row.getString("name"))).containsExactly("work", "work");
        }
    }

    @Test
    void aTaskThatAPersonKeepsWaitingLeadsToThatSession() throws SQLException {
        try (var person = database.settings().open("Ann's psql")) {
            Sql.run(person, "SELECT holdfast.hold('repo/A')");
            int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
            long held = exclusive("repo/A");
            worker.take(1);
            open(held);
            String clause = "held up: repo/A is held by Ann's psql (session " + session + ")";
            eventually(() -> assertThat(clauses()).containsExactly(clause));
            driver.clickText(clause);
            eventually(() -> assertThat(driver.selected("#locks").toString()).contains("session=" + session));
        }
    }

    @Test
    void aReadyTaskLeadsToTheWorkers() {
        long ready = submit(TaskRequest.of("work"));
        open(ready);
        eventually(() -> assertThat(clauses()).hasSize(1));
        driver.click("#why .clause .hyperlink");
        eventually(() -> assertThat(driver.isVisible("#workers")).isTrue());
    }

    @Test
    void howLongItIsLikelyToWaitIsToldFromPastRunsOrNotAtAll() throws SQLException {
        exclusive("repo/A");
        long second = exclusive("repo/A");
        var running = worker.take(1).getFirst();
        open(second);
        eventually(() -> assertThat(driver.text("#forecast"))
                .isEqualTo("Nobody can tell when it starts: no task work has completed yet."));
        worker.complete(running);
        worker.complete(worker.take(1));
        for (int i = 0; i < 3; i++) {
            exclusive("repo/A");
            worker.complete(worker.take(1));
        }
        database.run("UPDATE holdfast.finished SET started_at = finished_at - interval '10 minutes'");
        exclusive("repo/A");
        long last = exclusive("repo/A");
        worker.take(1);
        open(last);
        eventually(() -> assertThat(driver.text("#forecast")).matches(
                "Likely starts in (10|9) min .* s, or in (10|9) min .* s if what stands before it is slow: so say 5 or more past runs of the task before it."));
    }

    private void open(long task) {
        driver.show(View.TASKS);
        driver.follow(links -> links.task(task));
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(task + " work"));
    }

    private List<String> clauses() {
        return driver.texts("#why", ".hyperlink");
    }
}
