package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window while its server is away. */
class LostLinkTest {
    /** In which the console tries again several times. */
    private static final Duration TRIES = Duration.ofSeconds(4);
    /** Longer than what a person asks for waits for a lock. */
    private static final Duration GIVES_UP = Duration.ofSeconds(7);
    @TempDir
    private Path folder;

    @Test
    void theBannerTellsOfALostServerAndGoesWhenItIsBack() throws Exception {
        try (var server = new RestartableServer()) {
            var settings = server.settings("postgres");
            Schema.ensure(settings);
            var tasks = new Tasks(() -> settings.open("test"));
            tasks.submit(TaskRequest.of("before"));
            try (var driver = ConsoleDriver.open(settings, folder.resolve("console.json"))) {
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
                driver.select("#tasks", 0);
                eventually(() -> assertThat(driver.isEnabled("#cancel")).isTrue());
                assertThat(driver.isVisible("#banner")).isFalse();

                server.stop();
                eventually(() -> assertThat(driver.isVisible("#banner")).isTrue());
                driver.picture("lost");
                assertThat(driver.text("#link")).isEqualTo("Connection lost");
                assertThat(driver.rows("#tasks")).hasSize(1);
                assertThat(driver.isEnabled("#cancel")).isFalse();

                server.start();
                eventually(() -> assertThat(driver.isVisible("#banner")).isFalse());
                tasks.submit(TaskRequest.of("after"));
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(2));
                assertThat(driver.text("#link")).isEqualTo("Connected");
            }
        }
    }

    @Test
    void aServerThatFallsSilentLeavesTheWindowAliveAndNoPileOfConnections() throws Exception {
        try (var database = Database.withSchema(); var way = new SilentWay(database.settings())) {
            new Tasks(database.source()).submit(TaskRequest.of("before"));
            try (var driver = ConsoleDriver.open(way.settings(), folder.resolve("console.json"))) {
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));

                way.silent(true);
                eventually(() -> assertThat(driver.isVisible("#banner")).isTrue());
                driver.press(KeyCode.F5);
                driver.press(KeyCode.CONTROL, KeyCode.DIGIT4);
                assertThat(driver.isVisible("#locks")).as("the window is alive").isTrue();
                assertThat(driver.help("#worker-type")).isEqualTo("The database does not answer.");
                await().during(TRIES).atMost(TRIES.multipliedBy(2)).until(() -> way.open() <= 2);

                way.silent(false);
                eventually(() -> assertThat(driver.isVisible("#banner")).isFalse());
                assertThat(sessions(database)).isBetween(1L, 2L);
            }
        }
    }

    @Test
    void aServerThatNeverAnswersIsToldOf() throws Exception {
        try (var database = Database.withSchema(); var way = new SilentWay(database.settings())) {
            way.silent(true);
            try (var driver = ConsoleDriver.open(way.settings(), folder.resolve("console.json"))) {
                eventually(() -> assertThat(driver.isVisible("#banner")).isTrue());
                driver.press(KeyCode.CONTROL, KeyCode.DIGIT4);
                assertThat(driver.isVisible("#locks")).isTrue();
                await().during(TRIES).atMost(TRIES.multipliedBy(2)).until(() -> way.open() <= 2);
                way.silent(false);
                eventually(() -> assertThat(driver.text("#link")).isEqualTo("Connected"));
            }
        }
    }

    @Test
    void tablesThatSomebodyLocksKeepTheWindowAliveAndAtMostTwoSessions() throws Exception {
        try (var database = Database.withSchema(); var person = database.open()) {
            long id = new Tasks(database.source()).submit(TaskRequest.of("before").exclusive("repo/A"));
            try (var driver = ConsoleDriver.open(database.settings(), folder.resolve("console.json"))) {
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
                driver.select("#tasks", 0);
                driver.click("#cancel");

                person.setAutoCommit(false);
                Sql.run(person,
                        "LOCK TABLE holdfast.unfinished, holdfast.running, holdfast.finished, holdfast.workers");
                driver.click("#grace-now");
                eventually(() -> assertThat(driver.isVisible("#banner")).isTrue());
                assertThat(driver.text("#banner .label")).contains("somebody keeps a lock on what is needed");
                driver.press(KeyCode.CONTROL, KeyCode.DIGIT4);
                assertThat(driver.isVisible("#locks")).as("the window is alive").isTrue();
                await().during(GIVES_UP).atMost(GIVES_UP.multipliedBy(2)).until(() -> sessions(database) <= 2);

                person.rollback();
                eventually(() -> assertThat(driver.isVisible("#banner")).isFalse());
                assertThat(new Tasks(database.source()).find(id).orElseThrow().state())
                        .as("what was given up is not done later")
                        .isEqualTo(TaskState.WAITING);
            }
        }
    }

    private static long sessions(Database of) {
        return Sql.call(of.source(), connection -> Sql.value(connection, Long.class, """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'holdfast console'
                """));
    }
}
