package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An operator switches the worker type of a local cluster in the window. */
class SwitchViewTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path home;
    private LocalCluster cluster;
    private WorkerProcesses processes;
    private ConnectionSource source;
    private ConsoleDriver driver;

    @BeforeEach
    void open() {
        cluster = LocalCluster.in(home);
        var settings = cluster.startOrJoin(0);
        Schema.ensure(settings);
        source = () -> settings.open("test");
        processes = WorkerProcesses.in(home, settings);
        processes.launch(2, 1);
        driver = ConsoleDriver.open(new Switchboard(settings, cluster::redis), new ClusterWorkers(processes),
                home.resolve("console.json"), () -> {});
    }

    @AfterEach
    void close() throws InterruptedException, IOException {
        driver.close();
        processes.stopAll(Duration.ofSeconds(30));
        processes.close();
        cluster.stop();
        PrivateFiles.deleteTree(home);
    }

    @Test
    void thereWithATaskThatRunsAndBack() {
        var tasks = new Tasks(source);
        long id = tasks.submit(TaskRequest.of("sleep").payload("{\"seconds\": 600}").exclusive("a"));
        eventually(() -> assertThat(tasks.find(id).orElseThrow().state()).isEqualTo(TaskState.RUNNING));

        driver.click("#worker-type");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("waited for: 1", "Redis answers",
                "deprecated"));
        driver.pictureOfDialog("switch-found");
        driver.click("#changeover-go");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("tasks that still run: 1"));
        driver.click("#changeover-back");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("stays advisory"));
        assertThat(state().type()).isEqualTo(WorkerType.ADVISORY);
        assertThat(state().intake()).isTrue();
        driver.closeOtherWindows();

        driver.click("#worker-type");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("Redis answers"));
        driver.click("#changeover-go");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("tasks that still run: 1"));
        driver.click("#changeover-cancel");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("The worker type is manager"));
        driver.pictureOfDialog("switch-done");
        driver.closeOtherWindows();
        eventually(() -> assertThat(driver.text("#worker-type")).contains("deprecated"));

        driver.click("#worker-type");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("waited for: 0"));
        driver.click("#changeover-go");
        eventually(() -> assertThat(driver.text("#changeover-facts")).contains("The worker type is advisory"));
        driver.closeOtherWindows();
        eventually(() -> assertThat(driver.text("#worker-type")).isEqualTo("Worker type"));
    }

    private TypeState state() {
        return Sql.call(source, TypeState::read);
    }
}
