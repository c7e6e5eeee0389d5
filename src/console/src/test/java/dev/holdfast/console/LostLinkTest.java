package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window while its server is away. */
class LostLinkTest {
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
}
