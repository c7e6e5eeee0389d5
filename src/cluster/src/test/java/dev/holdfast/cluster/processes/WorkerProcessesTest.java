package dev.holdfast.cluster.processes;

import static dev.holdfast.cluster.processes.WorkerProcesses.HANDLERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessesTest extends DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path home;
    private WorkerProcesses processes;

    @BeforeEach
    void open() {
        processes = WorkerProcesses.in(home, database.settings());
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        processes.list().forEach(worker -> processes.kill(worker.name()));
        processes.stopAll(PATIENCE);
        processes.close();
        PrivateFiles.deleteTree(home);
    }

    @Test
    void launchedWorkersComeOnlineRunTasksAndDrain() throws Exception {
        assertThat(processes.launch(2, 1)).containsExactly("worker-1", "worker-2");
        awaitState("worker-1", State.ONLINE);
        awaitState("worker-2", State.ONLINE);
        assertThat(online()).extracting(WorkerRow::name).containsExactlyInAnyOrder("worker-1", "worker-2");
        assertThat(online()).extracting(WorkerRow::pid)
                .containsExactlyInAnyOrderElementsOf(
                        processes.list().stream().map(WorkerProcess::pid).toList());

        long id = submit(TaskRequest.of("sleep").payload("{\"seconds\": 0.1}"));
        assertThat(tasks.await(id, PATIENCE).state()).isEqualTo(TaskState.COMPLETED);
        processes.stopAll(PATIENCE);
        assertThat(processes.list()).extracting(WorkerProcess::state).containsOnly(State.STOPPED);
        assertThat(processes.list()).extracting(WorkerProcess::exitCode).containsOnly(0);
        assertThat(processes.lastLines("worker-1", 50)).anyMatch(line -> line.contains("draining"));
        assertThat(online()).isEmpty();
    }

    @Test
    void oneThatEndsByItselfIsStartedAgainOneThatWasKilledHereIsNot() {
        processes.launch(2, 1);
        awaitState("worker-1", State.ONLINE);
        awaitState("worker-2", State.ONLINE);
        ProcessHandle.of(one("worker-1").pid()).orElseThrow().destroyForcibly();
        processes.kill("worker-2");
        await().atMost(PATIENCE)
                .until(() -> one("worker-1").restarts() == 1 && one("worker-1").state() == State.ONLINE);
        assertThat(one("worker-2").state()).isEqualTo(State.STOPPED);
        assertThat(one("worker-2").exitCode()).isEqualTo(137);
        assertThat(one("worker-2").restarts()).isZero();
    }

    @Test
    void oneThatIsReplacedFinishesItsTaskAndComesBackUnderItsName() throws Exception {
        processes.launch(1, 2, List.of("sleep"));
        awaitState("worker-1", State.ONLINE);
        long pid = one("worker-1").pid();
        await().atMost(PATIENCE).until(() -> one("worker-1").usage() != null);

        assertThat(processes.replace("worker-1")).isTrue();

        assertThat(one("worker-1").pid()).isNotEqualTo(pid);
        assertThat(one("worker-1").state()).isEqualTo(State.ONLINE);
        assertThat(one("worker-1").slots()).isEqualTo(2);
        assertThat(one("worker-1").handlers()).containsExactly("sleep");
        assertThat(one("worker-1").restarts()).isZero();
        assertThat(processes.threads("worker-1")).contains("\"main\"", "dev.holdfast.worker.Worker");
    }

    @Test
    void aLaterProgramFindsThoseLeftRunningAndStopsThem() throws Exception {
        processes.launch(1, 3);
        awaitState("worker-1", State.ONLINE);
        processes.close();
        try (WorkerProcesses later = WorkerProcesses.in(home, database.settings())) {
            assertThat(later.list()).singleElement().satisfies(found -> {
                assertThat(found.pid()).isEqualTo(one("worker-1").pid());
                assertThat(found.slots()).isEqualTo(3);
                assertThat(found.isAlive()).isTrue();
            });
            assertThat(later.launch(1, 1)).as("its name is taken").containsExactly("worker-2");
            later.stopAll(PATIENCE);
            assertThat(later.list()).noneMatch(WorkerProcess::isAlive);
        }
    }

    @Test
    void oneThatAnotherProgramKillsIsNotStartedAgain() {
        processes.launch(1, 1);
        awaitState("worker-1", State.ONLINE);
        long pid = one("worker-1").pid();
        try (WorkerProcesses other = WorkerProcesses.in(home, database.settings())) {
            other.kill("worker-1");
        }
        await().atMost(PATIENCE).until(() -> !one("worker-1").isAlive());
        assertThat(one("worker-1").state()).as("not crashed").isEqualTo(State.STOPPED);
        assertThat(one("worker-1").exitCode()).isEqualTo(137);
        assertThat(one("worker-1").pid()).isEqualTo(pid);
        assertThat(WorkerFile.file(home.resolve("workers"), "worker-1")).doesNotExist();
    }

    @Test
    void oneThatCrashesWhileAnotherProgramLooksOnIsStartedAgainByItsLauncher() throws IOException {
        processes.launch(1, 1);
        awaitState("worker-1", State.ONLINE);
        long pid = one("worker-1").pid();
        try (WorkerProcesses other = WorkerProcesses.in(home, database.settings())) {
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(PATIENCE).until(() -> one("worker-1").restarts() == 1);
            awaitState("worker-1", State.ONLINE);
            await().atMost(PATIENCE)
                    .until(() -> other.list().stream().anyMatch(seen -> seen.pid() == one("worker-1").pid()));
            assertThat(one("worker-1").pid()).isNotEqualTo(pid);
            assertThat(other.list()).hasSize(1);
        }
        assertThat(Files.readString(one("worker-1").log()).split("is online")).as("one log for both").hasSize(3);
    }

    @Test
    void aWorkerIsFoundAlsoWhenTheClockWasSetByASecondMeanwhile() throws IOException {
        processes.launch(1, 1);
        Path files = home.resolve("workers");
        WorkerFile file = WorkerFile.find(files, "worker-1").orElseThrow();
        var shifted = new WorkerFile(file.name(), file.pid(), file.startedMillis() - 1000, 1, HANDLERS, false);
        var other = new WorkerFile(file.name(), file.pid(), file.startedMillis() - 60_000, 1, HANDLERS, false);
        assertThat(file.process()).isPresent();
        assertThat(shifted.process()).isPresent();
        assertThat(other.process()).as("the same id, a minute earlier").isEmpty();
    }

    @Test
    void aProcessIdThatIsSomebodyElsesNowIsNotTakenForAWorker() throws IOException {
        var stranger = new WorkerFile("worker-7", ProcessHandle.current().pid(), 12345, 1, HANDLERS, false);
        stranger.write(home.resolve("workers"));
        try (WorkerProcesses later = WorkerProcesses.in(home, database.settings())) {
            assertThat(later.list()).isEmpty();
            assertThat(WorkerFile.file(home.resolve("workers"), "worker-7")).doesNotExist();
        }
    }

    @Test
    void thePasswordIsInNoArgumentAndNoLog() throws Exception {
        var canary = WorkerProcesses.in(home.resolve("canary"), database.settings().withPassword("canary-secret"));
        try (canary) {
            canary.launch(1, 1);
            await().atMost(PATIENCE).until(() -> canary.list().getFirst().state() == State.ONLINE);
            String line = ProcessHandle.of(canary.list().getFirst().pid())
                    .orElseThrow()
                    .info()
                    .commandLine()
                    .orElseThrow();
            assertThat(line).contains("WorkerMain").doesNotContain("canary-secret").doesNotContain("javafx");
            assertThat(Files.readString(canary.list().getFirst().log())).doesNotContain("canary-secret");
            canary.kill("worker-1");
            canary.stopAll(PATIENCE);
        }
    }

    private WorkerProcess one(String name) {
        return processes.list().stream().filter(worker -> worker.name().equals(name)).findFirst().orElseThrow();
    }

    private void awaitState(String name, State state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(one(name).state()).as(processes.lastLines(name, 9).toString())
                        .isEqualTo(state));
    }

    private List<WorkerRow> online() throws SQLException {
        try (Connection connection = database.open()) {
            return WorkerReader.list(connection, false, 10);
        }
    }
}
