package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.chart.LineChart;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab on a server that is not of this machine: load and drawings, and why there is no more. */
class LabElsewhereTest extends ViewTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void show() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT6);
        eventually(() -> assertThat(driver.isVisible("#load-start")).isTrue());
    }

    @Test
    void whatIsOnlyForAClusterOfThisMachineSaysSo() {
        driver.click("#lab-chaos");
        assertThat(driver.text("#chaos-about")).contains("Only for a cluster of this machine");
        assertThat(List.of("#chaos-allowed", "#chaos-kill", "#chaos-freeze", "#chaos-cut", "#chaos-restart"))
                .noneMatch(driver::isEnabled);

        driver.click("#lab-comparison");
        eventually(
                () -> assertThat(driver.text("#comparison-obstacle")).contains("Only for a cluster of this machine"));
        assertThat(driver.isEnabled("#comparison-start")).isFalse();
    }

    @Test
    void aLoadIsSubmittedWaitsAndIsCanceled() {
        driver.fill("#mix-tasks", "0");
        eventually(() -> assertThat(driver.text("#mix-problem")).isEqualTo("Tasks: a number from 1 to 100,000"));
        driver.click("#load-start");
        assertThat(driver.text("#load-sentence")).isEqualTo("No load so far");

        driver.fill("#mix-tasks", "30");
        driver.fill("#mix-rate", "0");
        driver.click("#load-start");
        eventually(() -> assertThat(driver.text("#load-sentence")).isEqualTo("Submitted: 30 of 30"));
        eventually(() -> assertThat(driver.text("#load-waiting")).isEqualTo("30"));

        driver.click("#load-cancel");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo(
                "Cancel the 30 tasks of the load that have not ended?"));
        driver.click("#go");
        eventually(() -> assertThat(driver.text("#load-canceled")).isEqualTo("30"));
        driver.click("#load-show");
        eventually(() -> assertThat(driver.typed("#filter")).startsWith("group:lab-"));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(30));
    }

    @Test
    void aResultOfTheBenchmarkIsDrawn() throws IOException {
        Files.writeString(folder.resolve("seed.csv"), """
                type,workers,round,submit_seconds,pickup_seconds
                ideal,1,1,,12.98
                control,1,1,0.0039,
                advisory,1,1,0.0036,13.44
                manager,1,1,0.0019,18.55
                ideal,8,1,,1.2
                control,8,1,0.0012,
                advisory,8,1,0.0028,1.26
                manager,8,1,0.0028,1.43
                ideal,64,1,,0
                control,64,1,0.0014,
                advisory,64,1,0.0218,0.07
                manager,64,1,0.0200,1.15
                """);
        driver.click("#lab-panels");
        driver.fill("#panels-folder", folder.toString());
        driver.click("#panels-open");
        eventually(() -> assertThat(driver.text("#panels-sentence")).startsWith("Drawn: "));
        assertThat(points("#panel-submits")).containsExactly(3, 3, 3);
        assertThat(points("#panel-pickups")).as("what is never waited for has no place there").containsExactly(3, 3, 2);
        driver.picture("lab-panels");

        driver.fill("#panels-folder", folder.resolve("none").toString());
        driver.click("#panels-open");
        eventually(() -> assertThat(driver.isVisible(".notification-bar")).isTrue());
        driver.show(View.LAB);
    }

    /** How many points each line of a chart has. */
    private List<Integer> points(String chart) {
        return driver.<LineChart<Number, Number>, List<Integer>>of(chart,
                found -> found.getData().stream().map(line -> line.getData().size()).toList());
    }
}
