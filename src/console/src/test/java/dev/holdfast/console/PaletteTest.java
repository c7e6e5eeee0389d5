package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** To anything by its name, and back. */
class PaletteTest extends ViewTest {
    @Test
    void aNumberLeadsToTheTaskAndAltLeftBack() {
        driver.show(View.WORKERS);
        long id = tasks.submit(TaskRequest.of("sleep"));
        type(Long.toString(id));
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.text("#detail-title")).contains(Long.toString(id)));
        assertThat(driver.isVisible("#palette")).isFalse();
        driver.press(KeyCode.ALT, KeyCode.LEFT);
        eventually(() -> assertThat(driver.isVisible("#workers")).isTrue());
        driver.press(KeyCode.ALT, KeyCode.RIGHT);
        eventually(() -> assertThat(driver.isVisible("#tasks")).isTrue());
    }

    @Test
    void aPartOfANameFindsAResourceAndTheArrowsChoose() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("disk/left"));
        tasks.submit(TaskRequest.of("sleep").exclusive("disk/right"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(2);
            driver.show(View.RESOURCES);
            eventually(() -> assertThat(driver.rows("#resources")).hasSize(2));
            type("resource disk");
            driver.press(KeyCode.DOWN);
            driver.press(KeyCode.ENTER);
            eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of disk/right"));
        }
    }

    @Test
    void anActionIsDoneAndEscapeDoesNothing() {
        type("pause");
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.text("#updated")).startsWith("paused"));
        type("locks");
        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(driver.isVisible("#palette")).isFalse());
        assertThat(driver.isVisible("#tasks")).isTrue();
    }

    private void type(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.K);
        eventually(() -> assertThat(driver.isVisible("#palette")).isTrue());
        driver.write(text);
        eventually(() -> assertThat(driver.typed("#palette-text")).isEqualTo(text));
    }
}
