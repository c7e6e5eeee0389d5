package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idle workers start what is submitted because they are told, not because they look: these never sweep. */
class WakeUpTest extends WorkerTest {
    @Test
    void anIdleWorkerStartsWhatIsSubmitted() {
        workers.awaitDeepSleep(workers.start(NO_SWEEP));
        long plain = workers.submit(witness.task("plain", 0));
        long needy = workers.submit(witness.task("needy", 0).exclusive("repo/A"));
        workers.awaitState(plain, TaskState.COMPLETED);
        workers.awaitState(needy, TaskState.COMPLETED);
        assertThat(workers.complaints()).isEmpty();
        assertThat(witness.lines(plain, 1)).isPositive();
        assertThat(witness.lines(needy, 1)).isPositive();
    }

    @Test
    void noReadyTaskWaitsBesideAnIdleWorker() {
        List<WorkerProcess> pair = workers.startAll(2, NO_SWEEP);
        pair.forEach(workers::awaitDeepSleep);
        long one = workers.submit(witness.heldTask("one"));
        long two = workers.submit(witness.heldTask("two"));
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(two, TaskState.RUNNING);
        assertThat(workers.task(one).summary().worker()).isNotEqualTo(workers.task(two).summary().worker());
        assertThat(pair).allMatch(worker -> workers.row(worker).tasks().size() == 1);
        assertThat(workers.rows()).hasSize(2);
    }

    @Test
    void noReadyTaskThatNeedsResourcesWaitsBesideAnIdleWorker() {
        List<WorkerProcess> pair = workers.startAll(2, NO_SWEEP);
        pair.forEach(workers::awaitDeepSleep);
        long one = workers.submit(witness.heldTask("one").exclusive("repo/A"));
        long two = workers.submit(witness.heldTask("two").exclusive("repo/B"));
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(two, TaskState.RUNNING);
        assertThat(workers.task(one).summary().worker()).isNotEqualTo(workers.task(two).summary().worker());
        assertThat(workers.rows()).hasSize(2);
    }

    @Test
    void aWorkerThatIsToldOfMoreThanItCanTakePassesItOn() {
        List<WorkerProcess> pair = workers.startAll(2, NO_SWEEP);
        pair.forEach(workers::awaitDeepSleep);
        long lastAsleep = workers.value(Long.class, """
                SELECT w.pid FROM holdfast.idle AS i JOIN holdfast.workers AS w ON w.id = i.worker_id
                ORDER BY i.since DESC LIMIT 1
                """);
        WorkerProcess told = pair.stream().filter(worker -> worker.pid() == lastAsleep).findFirst().orElseThrow();
        told.freeze();
        long one = workers.submit(witness.heldTask("one"));
        long two = workers.submit(witness.heldTask("two"));
        told.thaw();
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(two, TaskState.RUNNING);
        assertThat(pair).allMatch(worker -> workers.row(worker).tasks().size() == 1);
        assertThat(workers.rows()).hasSize(2);
    }

    @Test
    void whatIsSubmittedWhileAllWorkersAreFullIsInLineAllTheSame() {
        workers.start(NO_SWEEP);
        long running = workers.submit(witness.heldTask("running").exclusive("repo/A"));
        workers.awaitState(running, TaskState.RUNNING);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        await().untilAsserted(() -> assertThat(workers.task(next).summary().why())
                .startsWith("Waits for repo/A (exclusive), behind 1 task; task " + running));
        assertThat(workers.task(next).summary().phase()).isEqualTo(Phase.BLOCKED);
    }

    @Test
    void aDrainingWorkerHandsTheNextTaskToAnIdleOne() {
        WorkerProcess first = workers.start(NO_SWEEP);
        long running = workers.submit(witness.heldTask("running").exclusive("repo/A"));
        workers.awaitState(running, TaskState.RUNNING);
        WorkerProcess second = workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        workers.awaitDeepSleep(second);
        first.terminate();
        await().atMost(Workers.PATIENCE).until(() -> workers.states(first).contains("draining"));
        witness.release("running");
        assertThat(first.awaitExit()).isEqualTo(ExitCode.DONE);
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(workers.task(running).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(workers.task(next).summary().worker()).isEqualTo(second.name());
    }

    @Test
    void whatAnotherOnesAdmissionDidNotSeeIsLookedAtAgain() throws SQLException {
        WorkerProcess worker = workers.start(NO_SWEEP);
        workers.awaitDeepSleep(worker);
        long task;
        try (Connection admitting = workers.source().get()) {
            Sql.run(admitting, "SELECT pg_advisory_lock(holdfast.admission_space(), 0)");
            task = workers.submit(witness.task("unseen", 0).exclusive("repo/A"));
            workers.awaitDeepSleep(worker);
        }
        workers.awaitState(task, TaskState.COMPLETED);
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aTaskThatIsReadyIsHandedToAWorkerThatServesIt() {
        WorkerProcess appending = workers.start("--handlers", "test-append", "--sweep", "1000");
        long running = workers.submit(witness.heldTask("running").exclusive("repo/A"));
        workers.awaitState(running, TaskState.RUNNING);
        WorkerProcess sleeping = workers.start("--handlers", "sleep", "--sweep", "1000");
        long next = workers.submit(TaskRequest.of("sleep").payload("{\"seconds\": 0}").exclusive("repo/A"));
        workers.awaitDeepSleep(sleeping);
        witness.release("running");
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(workers.task(running).summary().worker()).isEqualTo(appending.name());
        assertThat(workers.task(next).summary().worker()).isEqualTo(sleeping.name());
        assertThat(workers.complaints()).isEmpty();
    }
}
