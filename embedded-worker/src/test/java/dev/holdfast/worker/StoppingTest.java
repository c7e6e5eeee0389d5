package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tasks that are canceled while they run, and workers that are asked to end. */
class StoppingTest extends WorkerTest {
    @Test
    void aRunningTaskIsCanceledOnceItWasSeenToStop() {
        workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A").maxAttempts(5));
        workers.awaitState(id, TaskState.RUNNING);
        assertThat(workers.tasks().cancel(id)).isEqualTo(TaskState.CANCELING);
        Task canceled = workers.awaitState(id, TaskState.CANCELED);
        assertThat(canceled.summary().started()).isNotNull();
        assertThat(canceled.summary().finished()).isNotNull();
        assertThat(Objects.requireNonNull(canceled.error()).type()).isEqualTo("Canceled");
        assertThat(workers.tasks().cancel(id)).isEqualTo(TaskState.CANCELED);
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void theProgramOfACanceledCommandIsGone() {
        workers.start("--handlers", "command");
        long id = workers.submit(TaskRequest.of("command").payload("""
                {"program": "sh", "args": ["-c", "trap '' TERM; echo pid $$; while :; do sleep 1; done"]}"""));
        await().atMost(Workers.PATIENCE).until(() -> log(id).startsWith("pid "));
        long pid = Long.parseLong(log(id).substring(4).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();
        workers.tasks().cancel(id);
        workers.awaitState(id, TaskState.CANCELED);
        assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().command())).isEmpty();
    }

    @Test
    void aHandlerThatSwallowsItsInterruptionEndsWithItsWorker() {
        WorkerProcess stubborn = workers.start(NO_SWEEP);
        long id = workers.submit(TaskRequest.of("test-stubborn").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        workers.tasks().cancel(id);
        assertThat(stubborn.awaitExit()).isEqualTo(ExitCode.HANDLER_IGNORED_STOP);
        Task canceled = workers.awaitState(id, TaskState.CANCELED);
        assertThat(Objects.requireNonNull(canceled.error()).message()).contains(stubborn.name());
        assertThat(workers.states(stubborn)).containsExactly("lost");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aTerminatedWorkerFinishesWhatItRunsAndTakesNothingNew() {
        WorkerProcess worker = workers.start();
        long running = workers.submit(witness.heldTask("running").exclusive("repo/A"));
        long waiting = workers.submit(witness.task("waiting", 0).exclusive("repo/A"));
        workers.awaitState(running, TaskState.RUNNING);
        worker.terminate();
        await().atMost(Workers.PATIENCE).until(() -> workers.states(worker).contains("draining"));
        assertThat(workers.state(running)).isEqualTo(TaskState.RUNNING);
        witness.release("running");
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.DONE);
        assertThat(workers.state(running)).isEqualTo(TaskState.COMPLETED);
        assertThat(workers.state(waiting)).isEqualTo(TaskState.WAITING);
        assertThat(workers.states(worker)).containsExactly("stopped");
        assertThat(workers.row(worker).ended()).isNotNull();
    }

    @Test
    void aBurstEndsAlsoWhenTheLastTaskEndsElsewhere() {
        WorkerProcess first = workers.launch(database.settings(), "--burst", "--sweep", "1000");
        assertThat(first.awaitExit()).as("there is nothing").isEqualTo(ExitCode.DONE);
        WorkerProcess busy = workers.start(NO_SWEEP);
        long last = workers.submit(witness.heldTask("last"));
        workers.awaitState(last, TaskState.RUNNING);
        WorkerProcess second = workers.start("--burst", "--sweep", "1000");
        workers.awaitDeepSleep(second);
        witness.release("last");
        workers.awaitState(last, TaskState.COMPLETED);
        assertThat(second.awaitExit()).isEqualTo(ExitCode.DONE);
        assertThat(workers.states(busy)).containsExactly("online");
    }

    @Test
    void aWorkerTerminatedTwiceStopsItsTasks() {
        WorkerProcess worker = workers.start("--slots", "2");
        long once = workers.submit(witness.heldTask("once").exclusive("repo/A"));
        long again = workers.submit(witness.heldTask("again").exclusive("repo/B").maxAttempts(2));
        workers.awaitState(once, TaskState.RUNNING);
        workers.awaitState(again, TaskState.RUNNING);
        worker.terminate();
        await().atMost(Workers.PATIENCE).until(() -> workers.states(worker).contains("draining"));
        worker.terminate();
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.STOPPED);
        assertThat(workers.state(again)).isEqualTo(TaskState.WAITING);
        Task failed = workers.task(once);
        assertThat(failed.state()).isEqualTo(TaskState.FAILED);
        assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo("WorkerStopped");
        assertThat(workers.states(worker)).containsExactly("stopped");
    }

    private String log(long id) {
        return workers.value(String.class,
                "SELECT COALESCE(string_agg(text, '' ORDER BY seq), '') FROM holdfast.task_logs WHERE task_id = ?", id);
    }
}
