package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.NotFound;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelTest extends DatabaseTest {
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void submittedTaskIsCanceledAtOnce() throws SQLException {
        long id = exclusive("a");
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELED);
        TaskSummary task = task(id).summary();
        assertThat(task.started()).isNull();
        assertThat(task.finished()).isNotNull();
        assertThat(worker.take(1)).isEmpty();
    }

    @Test
    void blockedTaskIsCanceledAndThoseBehindItMoveUp() throws SQLException {
        long sharedFirst = shared("a");
        long blocked = exclusive("a");
        long sharedLater = shared("a");
        assertThat(worker.takeIds(9)).containsExactly(sharedFirst);
        assertThat(tasks.cancel(blocked)).isEqualTo(TaskState.CANCELED);
        assertThat(worker.takeIds(9)).containsExactly(sharedLater);
    }

    @Test
    void runningTaskIsCancelingUntilItWasSeenToStop() throws SQLException {
        long id = exclusive("a");
        long next = exclusive("a");
        Claimed claimed = worker.take(1).getFirst();
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELING);
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELING);
        assertThat(worker.take(1)).as("a canceling task still holds its resources").isEmpty();

        assertThat(worker.finish(claimed, new Outcome.Canceled())).contains(TaskState.CANCELED);
        assertThat(task(id).summary().started()).isNotNull();
        assertThat(task(id).summary().finished()).isNotNull();
        assertThat(task(id).error()).extracting(TaskError::type).isEqualTo("Canceled");
        assertThat(worker.takeIds(1)).containsExactly(next);
    }

    @Test
    void aCanceledTaskWithoutResourcesSaysSoToo() throws SQLException {
        long id = submit(TaskRequest.of("work"));
        Claimed claimed = worker.take(1).getFirst();
        tasks.cancel(id);
        assertThat(worker.finish(claimed, new Outcome.Canceled())).contains(TaskState.CANCELED);
        assertThat(task(id).error()).extracting(TaskError::type).isEqualTo("Canceled");
    }

    @Test
    void aTaskThatFinishedInSpiteOfItIsCompleted() throws SQLException {
        long id = exclusive("a");
        Claimed claimed = worker.take(1).getFirst();
        tasks.cancel(id);
        assertThat(worker.complete(claimed)).contains(TaskState.COMPLETED);
        assertThat(state(id)).isEqualTo(TaskState.COMPLETED);
        assertThat(task(id).error()).isNull();
    }

    @Test
    void aCanceledTaskThatFailsDoesNotRunAgain() throws SQLException {
        long id = submit(TaskRequest.of("work").maxAttempts(5));
        Claimed claimed = worker.take(1).getFirst();
        tasks.cancel(id);
        assertThat(worker.fail(claimed, "interrupted")).contains(TaskState.FAILED);
        assertThat(worker.take(1)).isEmpty();
        assertThat(state(id)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void finishedTaskStaysAsItIs() throws SQLException {
        long id = exclusive("a");
        worker.complete(worker.take(1).getFirst());
        var finished = task(id).summary().finished();
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.COMPLETED);
        assertThat(task(id).summary().finished()).isEqualTo(finished);
        try (var connection = database.open()) {
            assertThat(History.leftovers(connection)).isEmpty();
        }
    }

    @Test
    void unknownHandlerStaysWaitingAndCancelable() throws SQLException {
        long id = submit(TaskRequest.of("nobody runs this").exclusive("a"));
        assertThat(worker.take(9)).isEmpty();
        assertThat(task(id).summary().phase()).isEqualTo(Phase.READY);
        assertThat(tasks.why(id)).contains("a worker that runs the handler 'nobody runs this'");
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void unknownTaskIsNotFound() {
        assertThatThrownBy(() -> tasks.cancel(4711)).isInstanceOf(NotFound.class).hasMessage("there is no task 4711");
        assertThatThrownBy(() -> tasks.why(4711)).isInstanceOf(NotFound.class);
        assertThat(tasks.find(4711)).isEmpty();
    }
}
