package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.TaskFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quick tasks that wait for each other, in processes with several slots. {@code -Dseed=…} repeats a run's choices. */
class ChainsTest extends WorkerTest {
    private static final int TASKS = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void quickTasksRunInOrderThoughManyAreClaimedAtOnceAndAWorkerIsKilled() {
        long seed = Long.getLong("seed", System.nanoTime());
        Map<Long, TaskRequest> submitted = submit(new Random(seed));
        WorkerProcess first = workers.start("--slots", "3");
        workers.start("--slots", "3");
        awaitFinished(TASKS / 4, seed);
        first.kill();
        workers.start("--slots", "1");
        awaitFinished(TASKS, seed);

        assertThat(list()).as("seed %d", seed).extracting(TaskSummary::state).containsOnly(TaskState.COMPLETED);
        assertThat(workers.complaints()).as("seed %d", seed).isEmpty();
        assertThat(witness.overlaps((one, other) -> conflict(submitted.get(one), submitted.get(other))))
                .as("seed %d", seed)
                .isEmpty();
    }

    private Map<Long, TaskRequest> submit(Random random) {
        List<TaskRequest> requests = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            TaskRequest request = witness.task("task-" + i, 0).maxAttempts(3).exclusive("r/" + random.nextInt(5));
            requests.add(random.nextInt(3) == 0 ? request.shared("s/" + random.nextInt(2)) : request);
        }
        List<Long> ids = workers.tasks().submitAll(requests);
        var submitted = new HashMap<Long, TaskRequest>();
        for (int i = 0; i < TASKS; i++) {
            submitted.put(ids.get(i), requests.get(i));
        }
        return submitted;
    }

    private static boolean conflict(TaskRequest one, TaskRequest other) {
        return one.exclusive().stream().anyMatch(other.exclusive()::contains);
    }

    private void awaitFinished(int finished, long seed) {
        await("%d finished, seed %d".formatted(finished, seed)).atMost(PATIENCE)
                .until(() -> list().stream().filter(task -> task.state().isFinal()).count() >= finished);
    }

    private List<TaskSummary> list() {
        return workers.tasks().list(TaskFilter.all(), TASKS + 1);
    }
}
