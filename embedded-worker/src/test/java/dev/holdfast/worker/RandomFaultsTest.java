package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A random load on four processes, some of which are killed or frozen meanwhile. */
class RandomFaultsTest extends WorkerTest {
    private static final int TASKS = 150;
    private static final int RESOURCES = 8;
    private static final int FAULTS = 8;

    @Test
    void everyTaskEndsOnceAndNoConflictingTasksRunAtOnce() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<WorkerProcess> running = new ArrayList<>(workers.startAll(4));
        Map<Long, TaskRequest> submitted = submit(random);
        for (int fault = 0; fault < FAULTS; fault++) {
            awaitProgress((fault + 1) * TASKS / (FAULTS + 4));
            strike(running, random);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> list().stream().allMatch(task -> task.state().isFinal()));

        assertThat(list()).as("seed %d", seed).hasSize(TASKS).allMatch(RandomFaultsTest::endedWell);
        assertThat(workers.complaints()).as("seed %d", seed).isEmpty();
        assertThat(witness.overlaps(conflicts(submitted))).as("seed %d", seed).isEmpty();
    }

    private Map<Long, TaskRequest> submit(Random random) {
        var submitted = new HashMap<Long, TaskRequest>();
        for (int i = 0; i < TASKS; i++) {
            TaskRequest request = witness.task("task-" + i, random.nextInt(10, 120))
                    .maxAttempts(random.nextInt(1, 4))
                    .priority(random.nextInt(3));
            for (int resource : pick(random)) {
                request = random.nextBoolean() ? request.shared("r/" + resource) : request.exclusive("r/" + resource);
            }
            submitted.put(workers.submit(request), request);
        }
        return submitted;
    }

    private static List<Integer> pick(Random random) {
        var all = new ArrayList<Integer>();
        for (int i = 0; i < RESOURCES; i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(4));
    }

    private void awaitProgress(int finished) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> list().stream().filter(task -> task.state().isFinal()).count() >= finished);
    }

    private void strike(List<WorkerProcess> running, Random random) {
        WorkerProcess victim = running.remove(random.nextInt(running.size()));
        victim.kill();
        running.add(workers.launch(database.settings()));
    }

    private List<TaskSummary> list() {
        return workers.tasks().list(TaskFilter.all(), TASKS + 1);
    }

    private static boolean endedWell(TaskSummary task) {
        boolean lost = task.errorMessage() != null && task.errorMessage().contains("went missing");
        return task.state() == TaskState.COMPLETED
                || task.state() == TaskState.FAILED && lost && task.attempt() == task.maxAttempts();
    }

    private static BiPredicate<Long, Long> conflicts(Map<Long, TaskRequest> submitted) {
        return (one, other) -> {
            TaskRequest a = submitted.get(one);
            TaskRequest b = submitted.get(other);
            Predicate<String> neededByB = resource -> b.exclusive().contains(resource) || b.shared().contains(resource);
            return a.exclusive().stream().anyMatch(neededByB) || a.shared().stream().anyMatch(b.exclusive()::contains);
        };
    }
}
