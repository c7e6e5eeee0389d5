package dev.holdfast.cluster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.postgres.SharedBinaries;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Refused;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real faults of a real cluster with two workers. */
class ChaosTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;
    private LocalCluster cluster;
    private WorkerProcesses workers;
    private ConnectionSource source;
    private Tasks tasks;
    private Chaos chaos;

    @BeforeEach
    void start() throws IOException {
        cluster = LocalCluster.in(directory.resolve("home"));
        SharedBinaries.linkInto(cluster.home());
        ConnectionSettings settings = cluster.startOrJoin(0);
        Schema.ensure(settings);
        source = () -> settings.open("test");
        tasks = new Tasks(source);
        workers = WorkerProcesses.in(cluster.home(), settings);
        chaos = new Chaos(cluster, workers);
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        workers.list().forEach(worker -> workers.kill(worker.name()));
        workers.stopAll(PATIENCE);
        workers.close();
        cluster.stop();
        PrivateFiles.deleteTree(directory);
    }

    @Test
    void nobodyIsStruckWhereNobodyIs() {
        assertThatThrownBy(() -> chaos.strike(Fault.KILL, source)).isInstanceOf(Refused.class)
                .hasMessageContaining("no worker of this cluster is online");
    }

    @Test
    void tasksOutliveTheirWorkerItsSessionAndTheServer() throws InterruptedException {
        launch();
        List<Long> ids = run(TaskRequest.of("sleep").payload("{\"seconds\": 600}").maxAttempts(9));

        Blow kill = chaos.strike(Fault.KILL, source);
        assertThat(kill.worker()).startsWith("worker-");
        assertSettled(kill, 1);
        awaitRunning(ids);

        Blow cut = chaos.strike(Fault.CUT, source);
        assertSettled(cut, 1);
        awaitRunning(ids);

        Blow restart = chaos.strike(Fault.RESTART, source);
        assertThat(restart.worker()).isNull();
        assertSettled(restart, 2);
        awaitRunning(ids);
    }

    @Test
    void aTaskThatMayNotRunAgainEndsWithItsWorker() throws InterruptedException {
        launch();
        run(TaskRequest.of("sleep").payload("{\"seconds\": 600}"));

        Blow kill = chaos.strike(Fault.KILL, source);

        assertThat(kill.lost()).isOne();
        assertThat(kill.gone()).isZero();
        assertThat(kill.settled()).isNotNull();
    }

    @Test
    void aFrozenWorkerGoesOnWithItsTask() throws InterruptedException {
        launch();
        List<Long> ids = run(TaskRequest.of("sleep").payload("{\"seconds\": 4}"));

        Blow freeze = chaos.strike(Fault.FREEZE, source);

        assertSettled(freeze, 1);
        for (long id : ids) {
            assertThat(tasks.await(id, PATIENCE).state()).isEqualTo(TaskState.COMPLETED);
        }
    }

    private static void assertSettled(Blow blow, int tasks) {
        assertThat(blow.tasks()).isEqualTo(tasks);
        assertThat(blow.freed()).isNotNull();
        assertThat(blow.settled()).isNotNull().isGreaterThanOrEqualTo(blow.freed());
        assertThat(blow.lost()).isZero();
        assertThat(blow.gone()).isZero();
    }

    private void launch() {
        workers.launch(2, 1);
        awaitOnline();
    }

    private void awaitOnline() {
        await().atMost(PATIENCE)
                .until(() -> workers.list().stream().filter(worker -> worker.state() == State.ONLINE).count() == 2);
    }

    /** One for each worker. */
    private List<Long> run(TaskRequest request) {
        List<Long> ids = tasks.submitAll(Collections.nCopies(2, request));
        awaitRunning(ids);
        return ids;
    }

    private void awaitRunning(List<Long> ids) {
        awaitOnline();
        await().atMost(PATIENCE)
                .until(() -> ids.stream()
                        .allMatch(id -> tasks.find(id).orElseThrow().state() == TaskState.RUNNING));
    }
}
