package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.links.View;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.testing.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes, launched, looked at and replaced from the window. */
class RealWorkersTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder;
    private Database database;
    private WorkerProcesses processes;
    private ConsoleDriver driver;

    @BeforeEach
    void open() {
        database = Database.withSchema();
        processes = WorkerProcesses.in(folder, database.settings());
        driver = ConsoleDriver.open(database.settings(), new ClusterWorkers(processes), folder.resolve("console.json"),
                () -> {});
        driver.show(View.WORKERS);
    }

    @AfterEach
    void close() throws InterruptedException, IOException {
        driver.close();
        processes.list().forEach(worker -> processes.kill(worker.name()));
        processes.stopAll(Duration.ofSeconds(30));
        processes.close();
        database.close();
        PrivateFiles.deleteTree(folder);
    }

    @Test
    void workersAreLaunchedLookedIntoAndReplacedOneAfterTheOther() {
        driver.click("#launch");
        driver.click("#launch-handlers");
        driver.press(KeyCode.CONTROL, KeyCode.A);
        driver.write("sleep");
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(states()).hasSize(4).containsOnly(WorkerProcess.State.ONLINE));
        assertThat(processes.list()).extracting(WorkerProcess::handlers).containsOnly(List.of("sleep"));
        eventually(() -> assertThat(driver.rows("#workers").toString()).contains("percent=", "state=ONLINE"));

        driver.select("#workers", 0);
        eventually(() -> assertThat(driver.text("#worker-facts")).contains("never restarted").contains(" MB"));
        driver.picture("workers-real");
        driver.click("#show-threads");
        eventually(() -> assertThat(driver.typed("#threads")).contains("dev.holdfast.worker.Worker"));
        driver.click("#threads-search");
        driver.write("worker.Worker");
        assertThat(driver.chosen("#threads")).isEqualTo("worker.Worker");
        driver.closeOtherWindows();

        List<Long> before = pids();
        driver.click("#roll");
        eventually(() -> assertThat(driver.text("#roll")).startsWith("End after worker-"));
        eventually(() -> assertThat(driver.text("#roll")).isEqualTo("Rolling restart"));
        assertThat(pids()).hasSize(4).doesNotContainAnyElementsOf(before);
        assertThat(states()).containsOnly(WorkerProcess.State.ONLINE);
    }

    @Test
    void oneThatCrashedIsShownWithItsExitCodeAndComesBack() {
        processes.launch(1, 1);
        eventually(() -> assertThat(states()).containsExactly(WorkerProcess.State.ONLINE));

        // It starts again after a second, which a busy machine may not show; with each death the pause doubles.
        eventually(() -> {
            pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            assertThat(driver.rows("#workers").toString()).contains("stage=CRASHED, exitCode=137");
        });
        eventually(() -> assertThat(driver.rows("#workers").toString())
                .containsPattern("stage=RUNNING, exitCode=137, restarts=[1-9]"));
        // The row of the one that died is there until its successor has found it lost.
        eventually(() -> assertThat(driver.rows("#workers")).hasSize(1));
        driver.select("#workers", 0);
        eventually(() -> assertThat(driver.text("#worker-facts"))
                .containsPattern("restarted (once|\\d times), last exit code 137"));
        eventually(() -> assertThat(driver.lines("#worker-log")).anyMatch(line -> line.contains("is online")));
    }

    @Test
    void theLogsOfSeveralAreReadAsOneAndSearched() {
        processes.launch(2, 1, List.of("sleep"));
        eventually(() -> assertThat(driver.rows("#workers")).hasSize(2));
        driver.selectAll("#workers");
        eventually(() -> assertThat(driver.lines("#worker-log")).hasSize(2)
                .anyMatch(line -> line.startsWith("worker-1  "))
                .anyMatch(line -> line.startsWith("worker-2  ")));
        processes.stop("worker-2");
        eventually(() -> assertThat(driver.lines("#worker-log")).anyMatch(line -> line.contains("draining")));
        driver.picture("workers-log");

        driver.click("#log-search");
        driver.write("DRAIN");
        eventually(() -> assertThat(driver.lines("#worker-log")).hasSize(1));
        driver.press(KeyCode.CONTROL, KeyCode.A);
        driver.press(KeyCode.DELETE);
        driver.click("#log-least");
        driver.click("Errors only");
        eventually(() -> assertThat(driver.lines("#worker-log")).isEmpty());
    }

    private List<WorkerProcess.State> states() {
        return processes.list().stream().map(WorkerProcess::state).toList();
    }

    private List<Long> pids() {
        return processes.list().stream().map(WorkerProcess::pid).toList();
    }
}
