package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.WorkerRow;
import dev.holdfast.workers.WorkerState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL ends under load and comes back: no task fails by itself, and all complete. */
class ServerRestartTest {
    private static final int TASKS = 48;

    @TempDir
    Path directory;

    @Test
    void noTaskFailsWhenTheServerRestarts() throws IOException, InterruptedException {
        try (var server = new OwnServer(directory.resolve("data")); var workers = workers(server)) {
            workers.startAll(3);
            List<Long> ids = workers.tasks().submitAll(load());
            awaitCompleted(workers, 8);
            server.restart();
            awaitCompleted(workers, 18);
            server.crash();
            awaitCompleted(workers, 28);
            server.killBackend(workers.rows().getFirst().session());
            awaitCompleted(workers, TASKS);

            assertThat(ids).allMatch(id -> workers.task(id).summary().attempt() == 1);
            assertThat(new Witness(directory).overlaps((one, other) -> one % 4 == other % 4)).isEmpty();
            assertThat(workers.complaints()).isEmpty();
            assertThat(workers.rows()).hasSize(3).extracting(WorkerRow::state).containsOnly(WorkerState.ONLINE);
        }
    }

    private Workers workers(OwnServer server) {
        Schema.ensure(server.settings());
        return new Workers(server.settings(), directory);
    }

    /** Ids are given in this order, so tasks whose ids are equal modulo 4 share a resource. */
    private List<TaskRequest> load() {
        var load = new ArrayList<TaskRequest>();
        for (int i = 0; i < TASKS; i++) {
            load.add(new Witness(directory).task("task-" + i, 400).exclusive("repo/" + i % 4));
        }
        return load;
    }

    private static void awaitCompleted(Workers workers, int count) {
        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> {
            List<TaskSummary> tasks = workers.tasks().list(TaskFilter.all(), TASKS);
            assertThat(tasks).extracting(TaskSummary::state).doesNotContain(TaskState.FAILED, TaskState.CANCELED);
            return tasks.stream().filter(task -> task.state() == TaskState.COMPLETED).count() >= count;
        });
    }
}
