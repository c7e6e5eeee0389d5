package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.retention.Retention;
import dev.holdfast.tasks.TaskState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Worker processes remove what is not to be kept, without being asked and without a sweep. */
class HousekeepingTest extends WorkerTest {
    @Test
    void itIsDoneAtItsTimeAndByAnotherWhenTheFirstIsKilled() {
        List<WorkerProcess> two = workers.startAll(2, NO_SWEEP);
        two.forEach(workers::awaitDeepSleep);
        long first = workers.submit(witness.task("first", 0).exclusive("repo/A"));
        workers.awaitState(first, TaskState.COMPLETED);
        new Retention(null, null).keepAtMost(0L).save(workers.source());
        awaitForgotten(first);

        // A tenth of it is how often somebody looks.
        new Retention(5.0, null).save(workers.source());
        two.stream().filter(this::keepsTime).findFirst().orElse(two.getFirst()).kill();
        long second = workers.submit(witness.task("second", 0).exclusive("repo/A"));
        workers.awaitState(second, TaskState.COMPLETED);
        awaitForgotten(second);
        assertThat(workers.complaints()).isEmpty();
    }

    private void awaitForgotten(long id) {
        await().atMost(Workers.PATIENCE).until(() -> workers.tasks().find(id).isEmpty());
    }

    private boolean keepsTime(WorkerProcess worker) {
        return workers.value(Boolean.class,
                """
                        SELECT EXISTS (SELECT FROM holdfast.clock AS c JOIN holdfast.workers AS w ON w.id = c.worker_id WHERE w.pid = ?)
                        """,
                worker.pid());
    }
}
