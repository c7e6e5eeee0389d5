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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Quick tasks that wait for each other, in processes with several slots. {@code -Dseed=…} repeats a run's choices. */
class ChainsTest extends WorkerTest {
    private static final int TASKS = 600;
    /** More than a worker that wakes up admits before it looks for a train. */
    private static final int MANY = 4000;
    /** After so many rushes a machine is too busy for any task to be quick. */
    private static final int RUSHES = 5;
    private static final int RESOURCES = 5;
    private static final int MANY_RESOURCES = 200;
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

    @Test
    void trainsOfQuickTasksRunInOrderThoughTheyAreStruck() {
        long seed = Long.getLong("seed", System.nanoTime());
        Map<Long, TaskRequest> submitted = new HashMap<>();
        WorkerProcess first = workers.start("--slots", "1");
        awaitTrain(submitted, new Random(seed));
        assertThat(workers.value(Long.class,
                "SELECT count(pg_terminate_backend(backend_pid)) FROM holdfast.workers WHERE state = 'online'"))
                .isOne();
        awaitFinished(submitted.size(), seed);
        awaitTrain(submitted, new Random(seed));
        first.kill();
        workers.start("--slots", "1");
        assertAllRunInOrder(submitted, seed);
        assertThat(workers.value(Long.class, "SELECT count(*) FROM holdfast.trains")).isZero();
    }

    /** Submits more of them until a worker has learned how quick they are, which they are not on a machine that is too busy. */
    private void awaitTrain(Map<Long, TaskRequest> submitted, Random random) {
        for (int rush = 0; rush < RUSHES; rush++) {
            submitted.putAll(submit(MANY, i -> exclusive(i, random.nextInt(MANY_RESOURCES))));
            while (workers.value(Boolean.class, "SELECT EXISTS (SELECT FROM holdfast.unfinished)")) {
                if (workers.value(Boolean.class, "SELECT EXISTS (SELECT FROM holdfast.trains)")) {
                    return;
                }
            }
        }
        Assumptions.abort("no task was quick enough for a train");
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
