package dev.holdfast.cluster.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.launch.JarPath;
import dev.holdfast.launch.WorkerJvm;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.testing.DatabaseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest extends DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;
    private Path caches;
    private WorkerJvm jvm;

    @BeforeEach
    void packJars() throws IOException {
        caches = directory.resolve("caches");
        jvm = new WorkerJvm(
                JarPath.of(WorkerCommand.jvm(caches).classPath(), directory.resolve("jars with a space"), jar -> true),
                caches);
    }

    @AfterEach
    void delete() throws IOException {
        PrivateFiles.deleteTree(directory);
    }

    @Test
    void workersStartWithWhatOneLearnedThatLeftNoTraceAlsoAfterOneThatWasKilled() throws Exception {
        long id = submit(TaskRequest.of("sleep").payload("{\"seconds\": 0}"));
        killATraining();
        database.run("CREATE DATABASE holdfast_training");
        assertThat(training().run()).as("beside what a killed program has left").isTrue();
        assertThat(files()).singleElement().asString().startsWith("worker-").endsWith(".aot");
        assertThat(state(id)).as("a user's task").isEqualTo(TaskState.WAITING);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.workers")).isZero();
        assertThatNoDatabaseIsLeft();
        List<String> made = files();
        assertThat(training().run()).as("there already").isTrue();
        assertThat(files()).isEqualTo(made);

        try (var processes = WorkerProcesses.in(directory, database.settings(), jvm)) {
            processes.launch(1, 1);
            assertThat(tasks.await(id, PATIENCE).state()).isEqualTo(TaskState.COMPLETED);
            WorkerProcess worker = processes.list().getFirst();
            assertThat(ProcessHandle.of(worker.pid()).flatMap(process -> process.info().commandLine()))
                    .hasValueSatisfying(line -> assertThat(line).contains("-XX:AOTCache=", made.getFirst()));
            assertThat(Path.of("/proc", Long.toString(worker.pid()), "maps")).content().contains(made.getFirst());
            processes.kill(worker.name());
            processes.stopAll(PATIENCE);
        }
    }

    private void killATraining() throws Exception {
        var killed = CompletableFuture.supplyAsync(this::run);
        await().atMost(PATIENCE).until(() -> worker().map(ProcessHandle::destroyForcibly).orElse(false));
        assertThat(killed.get()).isFalse();
        assertThat(files()).isEmpty();
        assertThatNoDatabaseIsLeft();
        assertThat(jvm.command(List.of(), List.of())).noneMatch(argument -> argument.contains("AOTCache"));
    }

    private Training training() {
        return new Training(database.settings(), jvm, directory);
    }

    private boolean run() {
        try {
            return training().run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<ProcessHandle> worker() {
        return ProcessHandle.current()
                .children()
                // Of a long command line only the beginning can be seen, so not the name of the class.
                .filter(process -> process.info().commandLine().orElse("").contains("-XX:AOTCacheOutput=" + caches))
                .findFirst();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void assertThatNoDatabaseIsLeft() throws SQLException {
        assertThat(value(Long.class, "SELECT count(*) FROM pg_database WHERE datname = 'holdfast_training'")).isZero();
    }
}
