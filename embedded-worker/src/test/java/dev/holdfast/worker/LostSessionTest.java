package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A worker that lives while one of its sessions is ended. */
class LostSessionTest extends WorkerTest {
    @Test
    void aWorkerWithoutItsLockSessionTakesItsLocksBack() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A").shared("pool"));
        workers.awaitState(id, TaskState.RUNNING);
        int session = workers.row(worker).session();
        workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 0).exclusive("repo/A"));
        workers.terminateSession("holdfast w1 task " + id);
        await().atMost(Workers.PATIENCE).until(() -> workers.row(worker).session() != session && locks(id) == 3);
        await().during(Duration.ofMillis(500))
                .atMost(Workers.PATIENCE)
                .until(() -> workers.state(id) == TaskState.RUNNING);
        assertThat(workers.state(next)).isEqualTo(TaskState.WAITING);
        witness.release("held");
        workers.awaitState(next, TaskState.COMPLETED);
        Task done = workers.task(id);
        assertThat(done.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(done.summary().attempt()).isEqualTo(1);
        assertThat(workers.states(worker)).containsExactly("online");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aTaskWhoseLocksWentToSomebodyElseIsStoppedAndSettled() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        Sql.call(workers.source(), person -> {
            worker.freeze();
            workers.terminateSession("holdfast w1 task " + id);
            assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold('repo/A')")).isTrue();
            worker.thaw();
            Task failed = workers.awaitState(id, TaskState.FAILED);
            assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo("WorkerLost");
            return 0;
        });
        assertThat(workers.states(worker)).containsExactly("online");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aTaskWhoseClaimWasNeverAnsweredIsRunAfterAll() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        int session = workers.row(worker).session();
        long id = Sql.call(workers.source(), connection -> {
            connection.setAutoCommit(false);
            long task = Tasks.submit(connection, witness.task("orphan", 0));
            Sql.run(connection, "DELETE FROM holdfast.ready WHERE task_id = ?", task);
            Sql.run(connection, """
                    INSERT INTO holdfast.running (task_id, worker_id, attempt, ready_at, started_at, batch)
                    SELECT ?, id, 1, clock_timestamp(), clock_timestamp(), false FROM holdfast.workers WHERE pid = ?
                    """, task, worker.pid());
            connection.commit();
            // Not before: the worker could be back before the commit, and see nothing.
            Sql.run(connection, "SELECT pg_terminate_backend(?)", session);
            connection.commit();
            return task;
        });
        Task done = workers.awaitState(id, TaskState.COMPLETED);
        assertThat(done.summary().attempt()).isEqualTo(1);
        assertThat(witness.lines(id, 1)).isPositive();
        assertThat(workers.states(worker)).containsExactly("online");
    }

    @Test
    void aWorkerWithoutItsMailboxIsWokenAgain() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        workers.awaitDeepSleep(worker);
        workers.terminateSession("holdfast w1 mailbox");
        long missed = workers.submit(witness.task("missed", 0));
        workers.awaitState(missed, TaskState.COMPLETED);
        workers.awaitDeepSleep(worker);
        long heard = workers.submit(witness.task("heard", 0));
        workers.awaitState(heard, TaskState.COMPLETED);
        assertThat(witness.lines(missed, 1)).isPositive();
        assertThat(witness.lines(heard, 1)).isPositive();
        assertThat(workers.states(worker)).containsExactly("online");
    }

    @Test
    void aCancelThatAWorkerCouldNotHearIsNotForgotten() {
        workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.terminateSession("holdfast w1 mailbox");
        assertThat(workers.tasks().cancel(id)).isEqualTo(TaskState.CANCELING);
        Task canceled = workers.awaitState(id, TaskState.CANCELED);
        assertThat(Objects.requireNonNull(canceled.error()).type()).isEqualTo("Canceled");
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aWorkerThatLosesAllItsSessionsAtOnceKeepsItsTask() {
        WorkerProcess worker = workers.start(NO_SWEEP);
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        workers.start(NO_SWEEP);
        long next = workers.submit(witness.task("next", 3000).exclusive("repo/A"));
        workers.value(Long.class,
                """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE application_name LIKE 'holdfast w1 %' AND datname = current_database()
                        """);
        await().during(Duration.ofMillis(1500))
                .atMost(Workers.PATIENCE)
                .until(() -> workers.state(id), TaskState.RUNNING::equals);
        witness.release("held");
        workers.awaitState(id, TaskState.COMPLETED);
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(witness.overlaps((one, other) -> true)).isEmpty();
        assertThat(workers.states(worker)).containsExactly("online");
    }

    @Test
    void aWorkerWithoutItsWatchGoesOnWatching() {
        WorkerProcess watcher = workers.start(NO_SWEEP);
        WorkerProcess victim = workers.start(NO_SWEEP);
        workers.terminateSession("holdfast w1 watch");
        long one = workers.submit(witness.heldTask("one"));
        long two = workers.submit(witness.heldTask("two"));
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(two, TaskState.RUNNING);
        victim.kill();
        long lost = victim.name().equals(workers.task(one).summary().worker()) ? one : two;
        Task failed = workers.awaitState(lost, TaskState.FAILED);
        assertThat(Objects.requireNonNull(failed.error()).message()).contains(victim.name());
        assertThat(workers.states(victim)).containsExactly("lost");
        assertThat(workers.states(watcher)).containsExactly("online");
    }

    private long locks(long task) {
        return workers.value(Long.class, "SELECT count(*) FROM holdfast.locks WHERE task_id = ? AND granted", task);
    }
}
