package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A worker that is stopped with SIGSTOP, as a debugger or a full memory may do, and continues later. */
class FrozenWorkerTest extends WorkerTest {
    @Test
    void itsTaskStaysRunningAndCompletesOnceItGoesOn() {
        WorkerProcess frozen = workers.start();
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.start();
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        frozen.freeze();
        witness.release("held");
        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> workers.state(id) == TaskState.RUNNING && workers.state(next) == TaskState.WAITING);
        frozen.thaw();
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(workers.task(id).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(workers.task(id).summary().attempt()).isEqualTo(1);
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void itIsStoppedWhenItGoesOnAfterOthersHaveGivenItUp() {
        WorkerProcess frozen = workers.start();
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A").maxAttempts(2));
        workers.awaitState(id, TaskState.RUNNING);
        WorkerProcess other = workers.start();
        frozen.freeze();
        workers.terminateSession("holdfast w1 task " + id);
        assertThat(workers.awaitAttempt(id, 2).summary().worker()).isEqualTo(other.name());
        frozen.thaw();
        workers.awaitOnline(frozen);
        awaitSilence(id, 1);
        assertThat(workers.states(frozen)).containsExactlyInAnyOrder("online", "lost");
        assertThat(workers.task(id).summary().attempt()).isEqualTo(2);
        witness.release("held");
        assertThat(workers.awaitState(id, TaskState.COMPLETED).result()).contains(Long.toString(other.pid()));
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void itWritesNothingOverItsSuccessor() {
        WorkerProcess frozen = workers.start();
        long id = workers.submit(witness.task("short", 1500).exclusive("repo/A").maxAttempts(2));
        workers.awaitState(id, TaskState.RUNNING);
        WorkerProcess other = workers.start();
        workers.awaitState(id, TaskState.COMPLETED);
        long again = workers.submit(witness.task("again", 1500).exclusive("repo/A").maxAttempts(2));
        Task first = workers.awaitAttempt(again, 1);
        WorkerProcess zombie = frozen.name().equals(first.summary().worker()) ? frozen : other;
        WorkerProcess successor = zombie == frozen ? other : frozen;
        zombie.freeze();
        workers.terminateSession("holdfast %s task %d".formatted(zombie.name(), again));
        workers.awaitAttempt(again, 2);
        zombie.thaw();
        Task done = workers.awaitState(again, TaskState.COMPLETED);
        assertThat(done.summary().attempt()).isEqualTo(2);
        assertThat(done.result()).contains(Long.toString(successor.pid()));
        workers.awaitOnline(zombie);
        assertThat(workers.complaints()).isEmpty();
    }

    private void awaitSilence(long task, int attempt) {
        await("the end of attempt " + attempt).atMost(Duration.ofSeconds(10)).until(() -> {
            long before = witness.lines(task, attempt);
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return witness.lines(task, attempt) == before;
        });
    }
}
