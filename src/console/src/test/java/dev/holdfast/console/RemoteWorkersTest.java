package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.links.View;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Workers that were not started from the window, as on another machine. */
class RemoteWorkersTest extends ViewTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path elsewhere;

    @Test
    void oneElsewhereFinishesItsTaskAndEndsWhenToldThroughTheDatabase() throws Exception {
        driver.show(View.WORKERS);
        try (var processes = WorkerProcesses.in(elsewhere, database.settings())) {
            processes.launch(1, 1);
            tasks.submit(TaskRequest.of("sleep").payload("{\"seconds\": 1}"));
            eventually(() -> assertThat(driver.rows("#workers").toString()).contains("state=ONLINE", "name=sleep"));

            driver.select("#workers", 0);
            assertThat(driver.isEnabled("#kill")).isFalse();
            assertThat(driver.text("#worker-facts")).contains("its log is there");
            driver.click("#stop");
            eventually(() -> assertThat(driver.text("#prospect")).isEqualTo("What follows: no other task moves."));
            driver.click("#go");

            eventually(
                    () -> assertThat(processes.list()).extracting(WorkerProcess::state).containsExactly(State.STOPPED));
            assertThat(processes.list()).extracting(WorkerProcess::exitCode).containsExactly(0);
            eventually(() -> assertThat(driver.rows("#workers")).isEmpty());
            try (var connection = database.open()) {
                assertThat(TaskReader.list(connection, TaskFilter.all().states(Set.of(TaskState.COMPLETED)), 9))
                        .hasSize(1);
            }
            processes.stopAll(Duration.ofSeconds(10));
        }
        PrivateFiles.deleteTree(elsewhere);
    }
}
