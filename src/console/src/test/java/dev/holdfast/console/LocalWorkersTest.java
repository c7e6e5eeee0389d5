package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.testing.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launching and killing from the window, and the question when it closes. The processes are only noted down. */
class LocalWorkersTest {
    @TempDir
    private Path folder;
    private final NotedWorkers noted = new NotedWorkers();
    private final AtomicBoolean stoppedAll = new AtomicBoolean();
    private Database database;
    private ConsoleDriver driver;

    @BeforeEach
    void open() {
        database = Database.withSchema();
        driver = ConsoleDriver.open(database.settings(), noted, folder.resolve("console.json"),
                () -> stoppedAll.set(true));
        driver.show(View.WORKERS);
    }

    @AfterEach
    void close() {
        driver.close();
        database.close();
    }

    @Test
    void launchedWorkersAppearAndCanBeKilledAfterAQuestion() {
        driver.click("#launch");
        driver.click("#launch-handlers");
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.rows("#workers")).hasSize(4));
        assertThat(noted.calls).containsExactly("launch 4 with 1 for [all]");

        driver.select("#workers", 0);
        eventually(() -> assertThat(driver.lines("#worker-log")).containsExactly("the log of local-1"));
        driver.picture("workers");
        driver.click("#kill");
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.click("Kill worker local-1?");
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        assertThat(noted.calls).hasSize(1);

        driver.click("#kill");
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.press(KeyCode.TAB);
        driver.press(KeyCode.SPACE);
        eventually(() -> assertThat(noted.calls).contains("kill local-1"));
        eventually(() -> assertThat(driver.rows("#workers")).hasSize(3));
    }

    @Test
    void theDemoLoadStartsWorkersWhereThereAreNone() {
        driver.show(View.TASKS);
        eventually(() -> assertThat(driver.isVisible("#offer")).isTrue());

        driver.click("#demo");

        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(60));
        assertThat(noted.calls).containsExactly("launch 4 with 1 for [all]");
        assertThat(driver.isVisible("#offer")).isFalse();
    }

    @Test
    void closingAsksWhatIsToBecomeOfTheWorkers() {
        noted.launch(2, 1, List.of("sleep"));

        driver.askToClose();
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        assertThat(stoppedAll).isFalse();

        driver.askToClose();
        driver.click("Stop all, then close");
        eventually(() -> assertThat(stoppedAll).isTrue());
        eventually(() -> assertThat(new SettingsFile(folder.resolve("console.json")).load().window("").place())
                .isNotNull());
    }
}
