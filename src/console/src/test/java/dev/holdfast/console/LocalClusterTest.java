package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.console.links.View;
import dev.holdfast.console.profiles.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The local cluster goes on while another server is shown. */
class LocalClusterTest extends ProfileTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path home;
    private Targets targets;

    @AfterEach
    void stop() throws IOException {
        targets.stop();
        PrivateFiles.deleteTree(home);
    }

    @Test
    void itIsStartedFromTheMenuAndItsWorkersAreAskedAboutWhateverIsShown() {
        var other = profile("other", Environment.TEST, false);
        file.update(settings -> settings.profiles(List.of(other)));
        targets = new Targets(Map.of("HOLDFAST_HOME", home.toString()));
        var stopAll = new AtomicBoolean();
        driver = ConsoleDriver.open(targets, host, () -> stopAll.set(true), window -> window.open(other));
        eventually(() -> assertThat(driver.title()).startsWith("other"));

        driver.chooseText("#profiles-menu", "Local cluster");
        await().atMost(Duration.ofMinutes(2)).until(() -> driver.title().equals("Local cluster – Holdfast"));
        eventually(() -> assertThat(driver.text("#link")).isEqualTo("Connected"));
        driver.show(View.WORKERS);
        driver.click("#launch");
        driver.click("#launch-handlers");
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.rows("#workers")).hasSize(4));

        driver.chooseText("#profiles-menu", "other");
        eventually(() -> assertThat(driver.title()).startsWith("other"));
        driver.askToClose();
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("4 workers still run."));
        driver.clickText("Stop all, then close");
        eventually(() -> assertThat(stopAll).isTrue());
    }
}
