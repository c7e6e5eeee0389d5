package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.WorkerRow;
import dev.holdfast.workers.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a worker does with what is submitted. */
class RunningTest extends WorkerTest {
    private static final String SESSIONS = """
            SELECT string_agg(application_name, '; ' ORDER BY application_name) FROM pg_stat_activity
            WHERE application_name LIKE 'holdfast w1%' AND datname = current_database()
            """;

    @Test
    void runsWhatIsSubmittedAndShowsWhoRunsIt() {
        WorkerProcess worker = workers.start();
        long id = workers.submit(witness.heldTask("shown").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        await().untilAsserted(
                () -> assertThat(workers.value(String.class, SESSIONS)).contains("holdfast w1 task " + id));
        assertThat(workers.row(worker).tasks()).extracting(WorkerRow.Running::taskId).containsExactly(id);
        witness.release("shown");
        Task done = workers.awaitState(id, TaskState.COMPLETED);
        assertThat(done.result()).contains(Long.toString(worker.pid()));
        assertThat(done.summary().worker()).isEqualTo("w1");
        assertThat(done.summary().started()).isBefore(done.summary().finished());
        await().untilAsserted(() -> assertThat(workers.value(String.class, SESSIONS)).doesNotContain("task"));
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void theRowOfAWorkerTellsWhatItIs() {
        WorkerProcess worker = workers.start("--slots", "2", "--handlers", "sleep,test-append");
        WorkerRow row = workers.row(worker);
        assertThat(row.name()).isEqualTo("w1");
        assertThat(row.host()).isNotBlank();
        assertThat(row.version()).isNotBlank();
        assertThat(row.type()).isEqualTo("advisory");
        assertThat(row.slots()).isEqualTo(2);
        assertThat(row.handlers()).containsExactly("sleep", "test-append");
        assertThat(row.state()).isEqualTo(WorkerState.ONLINE);
        assertThat(row.alive()).isTrue();
    }

    @Test
    void aFailingHandlerLeavesTypeMessageAndTrace() {
        workers.start();
        long id = workers.submit(TaskRequest.of("test-failing").payload("{\"try\": 1}"));
        Task failed = workers.awaitState(id, TaskState.FAILED);
        var error = Objects.requireNonNull(failed.error());
        assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).startsWith("no luck with {\"try\": 1}");
        assertThat(error.trace()).contains("FailingHandler.run");
    }

    @Test
    void aRepeatableTaskThatFailsRunsAgain() {
        workers.start();
        long id = workers.submit(TaskRequest.of("test-failing").exclusive("repo/A").maxAttempts(3));
        Task failed = workers.awaitState(id, TaskState.FAILED);
        assertThat(failed.summary().attempt()).isEqualTo(3);
        assertThat(Objects.requireNonNull(failed.error()).message()).startsWith("no luck");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aResultThatIsNotJsonFailsTheTask() {
        workers.start();
        long id = workers.submit(TaskRequest.of("test-garbage").exclusive("repo/A"));
        Task failed = workers.awaitState(id, TaskState.FAILED);
        var error = Objects.requireNonNull(failed.error());
        assertThat(error.type()).isEqualTo("InvalidResult");
        assertThat(error.message()).contains("not JSON");
        assertThat(failed.result()).isNull();
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void whatHasEndedIsWrittenWhileThousandsStillGetTheirPlaces() {
        List<Long> ids = workers.tasks()
                .submitAll(IntStream.range(0, 6_000)
                        .mapToObj(i -> TaskRequest.of("sleep").payload("{\"seconds\": 0}").exclusive("repo/" + i))
                        .toList());
        workers.start();
        workers.awaitState(ids.getFirst(), TaskState.COMPLETED);
        await().atMost(Workers.PATIENCE)
                .until(() -> workers.value(Long.class, "SELECT count(*) FROM holdfast.submitted") == 0);
        workers.awaitState(ids.getLast(), TaskState.COMPLETED);
        assertThat(workers.value(Boolean.class,
                "SELECT min(finished_at) < max(ready_at) FROM holdfast.tasks")).isTrue();
    }

    @Test
    void aTaskWithoutAWorkerThatServesItStaysWaitingAndCanBeCanceled() {
        workers.start();
        long unknown = workers.submit(TaskRequest.of("no-such-handler").exclusive("repo/A"));
        long command = workers.submit(TaskRequest.of("command").payload("{\"program\": \"true\"}"));
        long known = workers.submit(witness.task("known", 0));
        workers.awaitState(known, TaskState.COMPLETED);
        await().during(Duration.ofMillis(300))
                .atMost(Workers.PATIENCE)
                .until(() -> workers.state(unknown) == TaskState.WAITING
                        && workers.state(command) == TaskState.WAITING);
        assertThat(workers.tasks().why(command)).contains("command");
        assertThat(workers.tasks().cancel(unknown)).isEqualTo(TaskState.CANCELED);
        Task canceled = workers.task(unknown);
        assertThat(canceled.summary().started()).isNull();
        assertThat(canceled.summary().finished()).isNotNull();
    }

    @Test
    void aWorkerRunsAsManyTasksAtOnceAsItHasSlots() {
        WorkerProcess worker = workers.start("--slots", "3");
        List<Long> ids = workers.tasks()
                .submitAll(List.of(witness.heldTask("a"), witness.heldTask("b"),
                        witness.heldTask("c"), witness.heldTask("d")));
        ids.subList(0, 3).forEach(id -> workers.awaitState(id, TaskState.RUNNING));
        assertThat(workers.state(ids.get(3))).isEqualTo(TaskState.WAITING);
        assertThat(workers.row(worker).tasks()).hasSize(3);
        witness.release("b");
        workers.awaitState(ids.get(1), TaskState.COMPLETED);
        workers.awaitState(ids.get(3), TaskState.RUNNING);
        assertThat(workers.state(ids.get(0))).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aFinisherRunsAfterAllItsSiblingsEvenOneThatWaitsForAnotherLock() {
        workers.startAll(2);
        long other = workers.submit(witness.heldTask("other").exclusive("repo/B"));
        workers.awaitState(other, TaskState.RUNNING);
        long quick = workers.submit(witness.task("quick", 10).shared("group"));
        long late = workers.submit(witness.task("late", 10).shared("group").exclusive("repo/B"));
        long finisher = workers.submit(witness.task("finisher", 0).exclusive("group"));
        workers.awaitState(quick, TaskState.COMPLETED);
        assertThat(workers.state(finisher)).isEqualTo(TaskState.WAITING);
        witness.release("other");
        Task last = workers.awaitState(finisher, TaskState.COMPLETED);
        assertThat(workers.task(late).summary().finished()).isBeforeOrEqualTo(last.summary().started());
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aBurstEndsWhenNothingIsLeft() {
        List<Long> ids = workers.tasks()
                .submitAll(List.of(witness.task("a", 10).exclusive("r"),
                        witness.task("b", 10).exclusive("r"), witness.task("c", 10)));
        WorkerProcess worker = workers.launch(database.settings(), "--burst");
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.DONE);
        assertThat(ids).allMatch(id -> workers.state(id) == TaskState.COMPLETED);
        assertThat(workers.states(worker)).containsExactly("stopped");
    }
}
