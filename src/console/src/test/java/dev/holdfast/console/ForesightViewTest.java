package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would follow is said in the question, and is what then happens. */
class ForesightViewTest extends ViewTest {
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
    void theCancelOfARunningTaskTellsWhoStartsThen() throws SQLException {
        exclusive("repo/A");
        long second = exclusive("repo/A");
        exclusive("repo/A");
        Claimed running = worker.take(1).getFirst();
        eventually(() -> assertThat(driver.<TaskSummary>rows("#tasks")).extracting(TaskSummary::phase)
                .containsExactly(Phase.RUNNING, Phase.BLOCKED, Phase.BLOCKED));
        driver.select("#tasks", 0);
        driver.click("#cancel");
        eventually(() -> assertThat(driver.text("#prospect"))
                .isEqualTo("What follows: frees repo/A; " + second + " (work) starts next; 1 more moves up."));
        driver.pictureOfDialog("prospect");
        driver.click("#go");
        driver.click("#grace-now");
        eventually(() -> assertThat(task(running.id()).summary().phase()).isEqualTo(Phase.CANCELING));
        worker.finish(running, new Outcome.Canceled());
        assertThat(worker.takeIds(9)).containsExactly(second);
    }

    @Test
    void theEndOfASessionFreesWhatItHolds() throws SQLException {
        try (var person = database.settings().open("Ann's psql")) {
            Sql.run(person, "SELECT holdfast.hold('repo/A')");
            int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
            long held = exclusive("repo/A");
            assertThat(worker.take(1)).isEmpty();
            driver.show(View.LOCKS);
            assertThat(driver.isEnabled("#end-session")).isFalse();
            driver.follow(links -> links.session(session));
            eventually(() -> assertThat(driver.isEnabled("#end-session")).isTrue());
            driver.click("#end-session");
            eventually(() -> assertThat(driver.dialogText()).startsWith("End session " + session + " of Ann's psql"));
            eventually(() -> assertThat(driver.text("#prospect"))
                    .isEqualTo("What follows: frees repo/A; " + held + " (work) starts next."));
            driver.pictureOfDialog("end-session");
            driver.click("#go");
            eventually(() -> assertThat(driver.rows("#locks").toString()).doesNotContain("Ann's psql"));
            eventually(() -> assertThat(worker.takeIds(1)).containsExactly(held));
        }
    }

    @Test
    void ofTypeManagerNothingIsForetold() throws SQLException {
        database.run("UPDATE holdfast.worker_type SET type = 'manager'");
        submit(TaskRequest.of("work"));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        eventually(() -> assertThat(driver.text("#worker-type")).isEqualTo("manager, deprecated"));
        driver.select("#tasks", 0);
        driver.press(KeyCode.DELETE);
        eventually(() -> assertThat(driver.text("#prospect"))
                .isEqualTo("What follows cannot be told for the worker type manager."));
    }

    @Test
    void ofManyTasksNothingIsForetold() {
        tasks.submitAll(IntStream.range(0, 101)
                .mapToObj(i -> TaskRequest.of("many").exclusive("repo/A"))
                .toList());
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(101));
        driver.click("#matching");
        driver.click("#cancel-matching");
        eventually(() -> assertThat(driver.text("#prospect")).isEqualTo("What follows is told of 100 at most."));
        assertThat(driver.isVisible("#typed")).isTrue();
    }
}
