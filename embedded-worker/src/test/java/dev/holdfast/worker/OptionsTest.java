package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What happens to tasks by itself, with real workers that never sweep. */
class OptionsTest extends WorkerTest {
    private static final Duration SOON = Duration.ofMillis(1500);

    @Test
    void aTaskStartsWhenItIsDueAndNotBefore() {
        workers.startAll(2, NO_SWEEP).forEach(workers::awaitDeepSleep);
        long later = workers
                .submit(witness.task("later", 0).exclusive("repo/A").due(Instant.now().plus(SOON.multipliedBy(2))));
        long sooner = workers.submit(witness.task("sooner", 0).due(Instant.now().plus(SOON)));
        for (long id : List.of(sooner, later)) {
            Task task = workers.awaitState(id, TaskState.COMPLETED);
            assertThat(task.summary().started()).isAfterOrEqualTo(task.summary().due());
        }
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void anotherWorkerKeepsTheTimeWhenTheFirstOneIsKilledOrEnds() {
        List<WorkerProcess> three = workers.startAll(3, NO_SWEEP);
        three.forEach(workers::awaitDeepSleep);
        long id = workers.submit(witness.task("later", 0).due(Instant.now().plusSeconds(8)));
        WorkerProcess first = keeper(three);
        first.kill();
        WorkerProcess second = keeper(three.stream().filter(worker -> worker != first).toList());
        second.terminate();
        assertThat(second.awaitExit()).isEqualTo(ExitCode.DONE);
        workers.awaitState(id, TaskState.COMPLETED);
    }

    private WorkerProcess keeper(List<WorkerProcess> candidates) {
        await("one of them keeps the time").atMost(Workers.PATIENCE)
                .until(() -> candidates.stream().anyMatch(worker -> keepsTime(worker)));
        return candidates.stream().filter(this::keepsTime).findFirst().orElseThrow();
    }

    private boolean keepsTime(WorkerProcess worker) {
        return workers.value(Boolean.class,
                """
                        SELECT EXISTS (SELECT FROM holdfast.clock AS c JOIN holdfast.workers AS w ON w.id = c.worker_id WHERE w.pid = ?)
                        """,
                worker.pid());
    }

    @Test
    void aFailedAttemptRunsAgainAfterItsBackOff() {
        workers.start(NO_SWEEP);
        long id = workers.submit(
                TaskRequest.of("test-failing").exclusive("repo/A").maxAttempts(3).backoff(Duration.ofMillis(200)));
        long behind = workers.submit(witness.task("behind", 0).exclusive("repo/A"));
        Task failed = workers.awaitState(id, TaskState.FAILED);
        assertThat(failed.summary().attempt()).isEqualTo(3);
        workers.awaitState(behind, TaskState.COMPLETED);
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aTaskThatWaitsTooLongIsSkippedAlthoughAllWorkersAreBusy() {
        workers.start(NO_SWEEP);
        long running = workers.submit(witness.heldTask("running"));
        workers.awaitState(running, TaskState.RUNNING);
        long id = workers.submit(witness.task("late", 0).expires(Instant.now().plusMillis(300)));
        workers.awaitState(id, TaskState.SKIPPED);
        assertThat(workers.state(running)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void anAttemptIsStoppedAtItsTimeLimit() {
        workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("endless").maxAttempts(2).timeLimit(Duration.ofMillis(300)));
        Task failed = workers.awaitState(id, TaskState.FAILED);
        assertThat(failed.summary().attempt()).isEqualTo(2);
        var error = Objects.requireNonNull(failed.error());
        assertThat(error.type()).isEqualTo("TimeLimit");
        assertThat(error.message()).isEqualTo("stopped at its time limit of 0.3 s");
        long command = workers
                .submit(TaskRequest.of("sleep").payload("{\"seconds\": 60}").timeLimit(Duration.ofMillis(300)));
        assertThat(Objects.requireNonNull(workers.awaitState(command, TaskState.FAILED).error()).type())
                .isEqualTo("TimeLimit");
    }

    @Test
    void aHandlerThatIgnoresItsTimeLimitEndsWithItsWorker() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        long id = workers.submit(TaskRequest.of("test-stubborn").timeLimit(Duration.ofMillis(300)));
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.HANDLER_IGNORED_STOP);
        workers.start();
        workers.awaitState(id, TaskState.FAILED);
    }

    @Test
    void tasksStartWhenThoseBeforeThemHaveEndedAndAGroupIsAwaited() throws InterruptedException {
        workers.startAll(2, NO_SWEEP).forEach(workers::awaitDeepSleep);
        TaskRequest request = witness.task("step", 10).exclusive("repo/A").group("steps");
        long last = workers.submit(request);
        for (int i = 0; i < 10; i++) {
            last = workers.submit(request.after(last));
        }
        assertThat(new Groups(workers.source()).await("steps", Workers.PATIENCE).of(TaskState.COMPLETED)).isEqualTo(11);
        assertThat(workers.state(last)).isEqualTo(TaskState.COMPLETED);
        assertThat(workers.complaints()).isEmpty();
    }
}
