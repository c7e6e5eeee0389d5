package dev.holdfast.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.testing.History;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The example {@code git-maintenance}, smaller: three repositories and sixteen tasks. One test after the other: they name the same resources. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the example is a shell script")
class GitMaintenanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int WORKERS = 4;
    private static final int REPOSITORIES = 3;
    private static final int COMMITS_EACH = 60;
    private static final String[] SMALL = {"--repos", "3", "--tasks", "16", "--commits", "60"};

    /**
     * Repacks the example's last repository, as soon as that is there, again and again. When it is killed, no lock file
     * of git's own is left that a later task would fail on.
     */
    private static final String ENDLESS_REPACK = """
            until [ -s "$1/task-ids" ]; do sleep 0.1; done
            while git -C "$1/repo-3" repack -a -d -q; do :; done""";

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path folder;
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start(folder);
        cluster.launch(WORKERS);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        try {
            if (cluster != null) {
                cluster.destroy();
            }
        } finally {
            PrivateFiles.deleteTree(folder);
        }
    }

    @Test
    void withNeedsEveryTaskCompletesAndTheRepositoriesAreClean() throws Exception {
        try (var run = ExampleRun.start(cluster, folder.resolve("whole"), SMALL)) {
            assertAllWentWell(run);
        }
    }

    @Test
    void aWorkerKilledInTheMiddleLosesNothing(TestReporter reporter) throws Exception {
        Path repositories = folder.resolve("killed");
        long lost = cluster.tasks().submit(endlessRepack(repositories));
        try (var run = ExampleRun.start(cluster, repositories, SMALL)) {
            await().atMost(PATIENCE)
                    .until(() -> run.tasks().stream().anyMatch(GitMaintenanceTest::hasStarted)
                            && !Git.programsIn(repositories.resolve("repo-3")).isEmpty());
            WorkerProcess worker = cluster.worker(find(lost).summary().worker());
            ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
            List<ProcessHandle> programs = process.descendants().toList();
            Instant kill = Instant.now();
            process.destroyForcibly();

            Task settled = cluster.tasks().await(lost, PATIENCE);
            assertThat(settled.state()).isEqualTo(TaskState.FAILED);
            assertThat(settled.error().type()).isEqualTo("WorkerLost");
            assertThat(settled.error().message()).contains(worker.name());
            reporter.publishEntry("settled after the kill",
                    Duration.between(kill, settled.summary().finished()).toMillis() + " ms");
            assertThat(programs).hasSizeGreaterThan(1);
            await().atMost(PATIENCE).until(() -> programs.stream().noneMatch(Git::runs));
            await().atMost(PATIENCE).until(() -> cluster.worker(worker.name()).state() == State.ONLINE);
            assertThat(cluster.worker(worker.name()).restarts()).isEqualTo(1);
            assertThat(cluster.worker(worker.name()).pid()).isNotEqualTo(worker.pid());
            assertAllWentWell(run);
        }
    }

    private static void assertAllWentWell(ExampleRun run) throws Exception {
        assertThat(run.exitCode(PATIENCE)).as(run.output()).isZero();
        assertThat(run.output()).contains("16 of 16 tasks completed", "git fsck: 0 of 3 repositories damaged");
        List<TaskSummary> tasks = run.tasks().stream().map(GitMaintenanceTest::find).map(Task::summary).toList();
        assertThat(tasks).hasSize(16).extracting(TaskSummary::state).containsOnly(TaskState.COMPLETED);
        assertThat(run.repositories()).hasSize(REPOSITORIES)
                .allSatisfy(repository -> assertThat(Git.faults(repository)).isEmpty())
                .allSatisfy(repository -> assertThat(Git.programsIn(repository)).isEmpty());
        long commitTasks = tasks.stream().filter(task -> task.name().equals("commit")).count();
        assertThat(Git.commits(run.repositories())).isEqualTo(REPOSITORIES * COMMITS_EACH + commitTasks);
        assertThat(cluster.read(History::violations)).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.read(History::leftovers)).isEmpty());
    }

    private static boolean hasStarted(long task) {
        return find(task).state() != TaskState.WAITING;
    }

    private static Task find(long task) {
        return cluster.tasks().find(task).orElseThrow();
    }

    private static TaskRequest endlessRepack(Path repositories) throws JsonProcessingException {
        String payload = new JsonMapper().writeValueAsString(Map.of("program", "sh",
                "args", List.of("-c", ENDLESS_REPACK, "endless repack", repositories.toString())));
        return TaskRequest.of("endless repack").handler("command").exclusive("repo/3").payload(payload);
    }
}
