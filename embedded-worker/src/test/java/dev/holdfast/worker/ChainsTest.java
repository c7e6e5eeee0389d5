package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.TaskFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quick tasks that wait for each other, in processes with several slots. {@code -Dseed=…} repeats a run's choices. */
class ChainsTest extends WorkerTest {
    private static final int TASKS = 600;
    private static final int RESOURCES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void quickTasksRunInOrderThoughManyAreClaimedAtOnceAndAWorkerIsKilled() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        Map<Long, TaskRequest> submitted = submit(TASKS, i -> {
            TaskRequest request = exclusive(i, random.nextInt(RESOURCES));
            return random.nextInt(3) == 0 ? request.shared("s/" + random.nextInt(2)) : request;
        });
        WorkerProcess first = workers.start("--slots", "3");
        workers.start("--slots", "3");
        awaitFinished(TASKS / 4, seed);
        first.kill();
        workers.start("--slots", "1");
        assertAllRunInOrder(submitted, seed);
    }

    private TaskRequest exclusive(int number, int resource) {
        return witness.task("task-" + number, 0).maxAttempts(3).exclusive("r/" + resource);
    }

    private Map<Long, TaskRequest> submit(int count, IntFunction<TaskRequest> request) {
        List<TaskRequest> requests = IntStream.range(0, count).mapToObj(request).toList();
        List<Long> ids = workers.tasks().submitAll(requests);
        var submitted = new HashMap<Long, TaskRequest>();
        for (int i = 0; i < count; i++) {
            submitted.put(ids.get(i), requests.get(i));
        }
        return submitted;
    }

    private void assertAllRunInOrder(Map<Long, TaskRequest> submitted, long seed) {
        awaitFinished(submitted.size(), seed);
        assertThat(workers.tasks().list(TaskFilter.all(), submitted.size() + 1)).as("seed %d", seed)
                .hasSameSizeAs(submitted.keySet())
                .extracting(TaskSummary::state)
                .containsOnly(TaskState.COMPLETED);
        assertThat(workers.complaints()).as("seed %d", seed).isEmpty();
        assertThat(witness.overlaps((one, other) -> conflict(submitted.get(one), submitted.get(other))))
                .as("seed %d", seed)
                .isEmpty();
    }

    private static boolean conflict(TaskRequest one, TaskRequest other) {
        return one.exclusive().stream().anyMatch(other.exclusive()::contains);
    }

    private void awaitFinished(int finished, long seed) {
        await("%d finished, seed %d".formatted(finished, seed)).atMost(PATIENCE)
                .until(() -> workers.value(Long.class, "SELECT count(*) FROM holdfast.finished") >= finished);
    }
}
