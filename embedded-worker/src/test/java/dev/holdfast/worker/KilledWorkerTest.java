package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A worker that is killed with SIGKILL. */
class KilledWorkerTest extends WorkerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void itsTaskFailsWithTheReasonAndTheNextOneRuns() {
        WorkerProcess victim = workers.start(NO_SWEEP);
        long lost = workers.submit(witness.heldTask("lost").exclusive("repo/A"));
        workers.awaitState(lost, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        victim.kill();
        Task failed = workers.awaitState(lost, TaskState.FAILED, SOON);
        var error = Objects.requireNonNull(failed.error());
        assertThat(error.type()).isEqualTo("WorkerLost");
        assertThat(error.message()).contains(victim.name(), Long.toString(victim.pid()));
        workers.awaitState(next, TaskState.COMPLETED, SOON);
        assertThat(workers.states(victim)).containsExactly("lost");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void itsRepeatableTaskRunsAgainAndKeepsItsPlaceInLine() {
        WorkerProcess victim = workers.start(NO_SWEEP);
        long lost = workers.submit(witness.heldTask("lost").exclusive("repo/A").maxAttempts(2));
        workers.awaitState(lost, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        victim.kill();
        workers.awaitAttempt(lost, 2);
        assertThat(workers.state(next)).isEqualTo(TaskState.WAITING);
        witness.release("lost");
        workers.awaitState(lost, TaskState.COMPLETED);
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(witness.overlaps((one, other) -> true)).isEmpty();
        assertThat(workers.states(victim)).containsExactly("lost");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void itsCanceledTaskIsCanceled() {
        WorkerProcess victim = workers.start("--grace", "600");
        long id = workers.submit(dev.holdfast.tasks.TaskRequest.of("test-stubborn"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        assertThat(workers.tasks().cancel(id)).isEqualTo(TaskState.CANCELING);
        victim.kill();
        Task canceled = workers.awaitState(id, TaskState.CANCELED, SOON);
        assertThat(Objects.requireNonNull(canceled.error()).type()).isEqualTo("Canceled");
        assertThat(canceled.summary().finished()).isNotNull();
    }

    @Test
    void theReplacementOfALoneWorkerSettlesItsTask() {
        WorkerProcess victim = workers.start(NO_SWEEP);
        long lost = workers.submit(witness.heldTask("lost").exclusive("repo/A"));
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        workers.awaitState(lost, TaskState.RUNNING);
        victim.kill();
        assertThat(workers.state(lost)).isEqualTo(TaskState.RUNNING);
        workers.start(NO_SWEEP);
        Task failed = workers.awaitState(lost, TaskState.FAILED);
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo("WorkerLost");
        assertThat(workers.complaints()).isEmpty();
    }
}
