package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.links.View;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The lab of a local cluster with two workers. */
class LabTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;
    private static LocalCluster cluster;
    private static ConnectionSettings settings;
    private static ConnectionSource source;
    private static WorkerProcesses processes;
    private ConsoleDriver driver;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.in(home);
        settings = cluster.startOrJoin(0);
        Schema.ensure(settings);
        source = () -> settings.open("test");
        processes = WorkerProcesses.in(home, settings);
        processes.launch(2, 1);
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        processes.stopAll(Duration.ofSeconds(30));
        processes.close();
        cluster.stop();
        PrivateFiles.deleteTree(home);
    }

    @BeforeEach
    void open() {
        driver = ConsoleDriver.open(new Target("local", null, new Switchboard(settings, cluster::redis),
                new ClusterWorkers(processes), new Chaos(cluster, processes), null), home.resolve("console.json"),
                () -> {});
        driver.show(View.LAB);
        eventually(() -> assertThat(driver.isVisible("#masker")).isFalse());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aLoadRunsAsTheNumbersSay() {
        driver.fill("#mix-tasks", "40");
        driver.fill("#mix-rate", "40");
        driver.fill("#mix-shortest", "0.05");
        driver.fill("#mix-longest", "0.1");
        driver.fill("#mix-failing", "30");
        driver.click("#load-start");
        eventually(() -> assertThat(driver.text("#load-sentence")).startsWith("Submitting: "));
        assertThat(driver.isEnabled("#load-start")).isFalse();
        eventually(() -> assertThat(driver.text("#load-sentence")).isEqualTo("Submitted: 40 of 40"));
        eventually(() -> assertThat(number("#load-completed") + number("#load-failed")).isEqualTo(40));
        assertThat(number("#load-failed")).isPositive();
        assertThat(driver.text("#load-waiting")).isEqualTo("0");
        driver.picture("lab-load");
    }

    @Test
    void aLoadThatIsStoppedSubmitsNoMoreAndItsRestIsCanceled() {
        driver.fill("#mix-tasks", "1000");
        driver.fill("#mix-rate", "10");
        driver.fill("#mix-longest", "600");
        driver.fill("#mix-shortest", "600");
        driver.click("#load-start");
        eventually(() -> assertThat(number("#load-running")).isPositive());
        driver.click("#load-stop");
        eventually(() -> assertThat(driver.text("#load-sentence")).startsWith("Submitted: "));

        driver.click("#load-cancel");
        driver.click("#go");
        eventually(() -> assertThat(number("#load-waiting") + number("#load-running")).isZero());
        assertThat(number("#load-canceled")).isPositive();
    }

    @Test
    void aWorkerIsKilledWhereThatIsAllowedAndItsTaskIsBackInLine() {
        var tasks = new Tasks(source);
        List<Long> ids = tasks.submitAll(Collections.nCopies(2,
                TaskRequest.of("sleep").payload("{\"seconds\": 600}").maxAttempts(9)));
        ids.forEach(id -> eventually(
                () -> assertThat(tasks.find(id).orElseThrow().state()).isEqualTo(TaskState.RUNNING)));
        driver.click("#lab-chaos");
        assertThat(driver.isEnabled("#chaos-kill")).isFalse();

        driver.click("#chaos-allowed");
        eventually(() -> assertThat(driver.isEnabled("#chaos-kill")).isTrue());
        driver.click("#chaos-kill");
        eventually(() -> assertThat(driver.text("#chaos-sentence")).matches(
                "Worker killed \\(worker-\\d\\), one task: locks free after .+, settled after .+"));
        eventually(() -> assertThat(driver.rows("#scores").toString())
                .contains("fault=KILL, blows=1, tasks=1")
                .contains("lost=0, gone=0"));
        driver.picture("lab-chaos");
        driver.click("#chaos-allowed");
        eventually(() -> assertThat(driver.isEnabled("#chaos-kill")).isFalse());
        ids.forEach(tasks::cancel);
        ids.forEach(id -> eventually(
                () -> assertThat(tasks.find(id).orElseThrow().state()).isEqualTo(TaskState.CANCELED)));
    }

    @Test
    void faultsOfChanceStrikeUntilTheSwitchIsOff() {
        driver.click("#lab-chaos");
        driver.click("#chaos-allowed");
        driver.chooseText("#chaos-seconds", "every 5 s");
        driver.click("#chaos-by-chance");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(driver.text("#chaos-sentence")).endsWith("no task ran there"));
        driver.click("#chaos-allowed");
        eventually(() -> assertThat(driver.isEnabled("#chaos-by-chance")).isFalse());
    }

    @Test
    void bothWorkerTypesRunTheSameBurstAndTheFormerOneIsRestored() {
        driver.click("#lab-comparison");
        driver.fill("#mix-tasks", "8");
        driver.fill("#mix-resources", "6");
        driver.fill("#mix-shortest", "0.1");
        driver.fill("#mix-longest", "0.1");
        eventually(() -> assertThat(driver.isEnabled("#comparison-start")).isTrue());
        driver.click("#comparison-start");
        driver.click("#go");
        eventually(() -> assertThat(driver.text("#comparison-sentence")).matches("(Running with|Switching to) .+"));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(driver.text("#comparison-sentence"))
                        .matches("advisory took [0-9.]+ s, manager [0-9.]+ s\\. .+"));
        assertThat(driver.text("#advisory-facts")).contains("8 of 8 tasks ended");
        assertThat(driver.text("#manager-facts")).contains("8 of 8 tasks ended");
        assertThat(Sql.call(source, TypeState::read).type()).isEqualTo(WorkerType.ADVISORY);
        assertThat(driver.isEnabled("#comparison-save")).isTrue();
        driver.picture("lab-comparison");
    }

    private int number(String query) {
        return Integer.parseInt(driver.text(query).replace(",", ""));
    }
}
