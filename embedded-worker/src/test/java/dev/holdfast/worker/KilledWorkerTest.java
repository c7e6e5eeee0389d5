package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.handlers.Programs;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A worker that is killed with SIGKILL. */
class KilledWorkerTest extends WorkerTest {
    @Test
    void itsTaskFailsWithTheReasonAndTheNextOneRuns() {
        WorkerProcess victim = workers.start(NO_SWEEP);
        long lost = workers.submit(witness.heldTask("lost").exclusive("repo/A"));
        workers.awaitState(lost, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        victim.kill();
        Task failed = workers.awaitState(lost, TaskState.FAILED);
        var error = Objects.requireNonNull(failed.error());
        assertThat(error.type()).isEqualTo("WorkerLost");
        assertThat(error.message()).contains(victim.name(), Long.toString(victim.pid()));
        workers.awaitState(next, TaskState.COMPLETED);
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
        long id = workers.submit(TaskRequest.of("test-stubborn"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        assertThat(workers.tasks().cancel(id)).isEqualTo(TaskState.CANCELING);
        victim.kill();
        Task canceled = workers.awaitState(id, TaskState.CANCELED);
        assertThat(Objects.requireNonNull(canceled.error()).type()).isEqualTo("Canceled");
        assertThat(canceled.summary().finished()).isNotNull();
    }

    /** Its guard, which ends the program, is held up here as on a host that is much too busy. */
    @Test
    void itsTaskIsNotSettledWhileItsProgramStillRuns() throws IOException, InterruptedException {
        WorkerProcess victim = workers.start("--handlers", "command", "--sweep", "1000");
        long lost = workers.submit(TaskRequest.of("command")
                .payload("{\"program\": \"sleep\", \"args\": [\"1000\"]}")
                .exclusive("repo/A"));
        workers.awaitState(lost, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        await().atMost(Workers.PATIENCE).until(() -> Programs.runFor(victim.pid()));
        List<ProcessHandle> guards = guardsOf(victim);
        signal("STOP", guards);
        victim.kill();
        await().during(Duration.ofMillis(1200))
                .atMost(Workers.PATIENCE)
                .until(() -> workers.state(lost) == TaskState.RUNNING);
        signal("CONT", guards);
        workers.awaitState(lost, TaskState.FAILED);
        assertThat(Programs.runFor(victim.pid())).isFalse();
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

    private static List<ProcessHandle> guardsOf(WorkerProcess worker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains("holdfast-guard-of-" + worker.pid()))
                .toList();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        }
    }
}
