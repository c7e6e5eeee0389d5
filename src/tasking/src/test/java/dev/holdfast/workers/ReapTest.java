package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReapTest extends DatabaseTest {
    private static final Duration NO_GRACE = Duration.ZERO;

    private TestWorker dying;
    private TestWorker other;
    private WatchSession watch;

    @BeforeEach
    void register() throws SQLException {
        dying = TestWorker.register(database.settings(), "dying", "work");
        other = TestWorker.register(database.settings(), "other", "work");
        watch = WatchSession.open(database.settings(), "other", other.id());
    }

    @AfterEach
    void close() {
        dying.close();
        other.close();
        watch.close();
    }

    @Test
    void aFreedLockTellsOfADeathAtOnce() throws Exception {
        assertThat(watch.next()).hasValue(dying.id());
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(this::awaitEnd);
        await().until(() -> value(Long.class,
                "SELECT count(*) FROM holdfast.locks WHERE kind = 'worker' AND NOT granted") == 1);
        assertThat(ended).isNotDone();
        dying.close();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    }

    private boolean awaitEnd() {
        try {
            return watch.awaitEnd(dying.id());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInterruptedWatchLooksAnew() {
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(this::awaitEnd);
        await().until(() -> {
            watch.interrupt();
            return ended.isDone();
        });
        assertThat(ended).isCompletedWithValue(false);
    }

    @Test
    void aLostTaskFailsWithTheReasonAndTheNextOneGoesOn() throws SQLException {
        long lost = exclusive("a");
        long next = exclusive("a");
        dying.take(1);
        dying.close();
        awaitFreed();
        assertThat(task(lost).summary().phase()).isEqualTo(Phase.LOST);
        assertThat(watch.reap(dying.id(), NO_GRACE)).isEqualTo(1);
        assertThat(state(lost)).isEqualTo(TaskState.FAILED);
        assertThat(task(lost).error()).satisfies(error -> {
            assertThat(error.type()).isEqualTo("WorkerLost");
            assertThat(error.message()).contains("dying (process " + ProcessHandle.current().pid());
        });
        assertThat(other.takeIds(9)).containsExactly(next);
    }

    @Test
    void aRepeatableTaskRunsAgainAtItsPlace() throws SQLException {
        long lost = submit(TaskRequest.of("work").exclusive("a").maxAttempts(2));
        exclusive("a");
        dying.take(1);
        dying.close();
        awaitFreed();
        watch.reap(dying.id(), NO_GRACE);
        List<Claimed> again = other.take(9);
        assertThat(again).extracting(Claimed::id).containsExactly(lost);
        assertThat(again.getFirst().attempt()).isEqualTo(2);
        assertThat(other.complete(again.getFirst())).contains(TaskState.COMPLETED);
        assertThat(task(lost).error()).isNull();
    }

    @Test
    void aCancelingTaskWhoseWorkerDiesIsCanceled() throws SQLException {
        long id = exclusive("a");
        dying.take(1);
        tasks.cancel(id);
        dying.close();
        awaitFreed();
        watch.reap(dying.id(), NO_GRACE);
        assertThat(state(id)).isEqualTo(TaskState.CANCELED);
        assertThat(task(id).error().message()).contains("ended with its worker dying");
        assertThat(task(id).summary().finished()).isNotNull();
    }

    @Test
    void aLivingWorkerIsNotReaped() throws SQLException {
        long id = exclusive("a");
        dying.take(1);
        assertThat(watch.reap(dying.id(), NO_GRACE)).isEqualTo(WatchSession.ALIVE);
        assertThat(state(id)).isEqualTo(TaskState.RUNNING);
        assertThat(other.take(1)).isEmpty();
    }

    @Test
    void afterAStartOfTheServerOwnersComeFirst() throws SQLException {
        dying.close();
        awaitFreed();
        assertThat(watch.reap(dying.id(), Duration.ofDays(1))).isEqualTo(WatchSession.TOO_EARLY);
        assertThat(WorkerReader.list(database.open(), false, 9)).extracting(WorkerRow::id).contains(dying.id());
        assertThat(watch.reap(dying.id(), NO_GRACE)).isZero();
    }

    @Test
    void aZombieCannotWriteOverItsSuccessor() throws SQLException {
        long id = submit(TaskRequest.of("work").exclusive("a").maxAttempts(2));
        Claimed zombies = dying.take(1).getFirst();
        terminate(dying);
        watch.reap(dying.id(), NO_GRACE);
        Claimed successor = other.take(1).getFirst();
        assertThat(LockSession.resume(database.settings(), "dying", dying.id(), List.of(id)))
                .as("it was given up for lost")
                .isEmpty();

        assertThat(other.finish(zombies, new Outcome.Completed("\"zombie\"")))
                .as("another attempt")
                .isEmpty();
        assertThat(state(id)).isEqualTo(TaskState.RUNNING);
        assertThat(other.finish(successor, new Outcome.Completed("\"successor\"")))
                .contains(TaskState.COMPLETED);
        assertThat(task(id).result()).isEqualTo("\"successor\"");
    }

    @Test
    void aCutSessionIsResumedWithItsLocks() throws SQLException {
        long id = submit(TaskRequest.of("work").exclusive("a").shared("b"));
        Claimed claimed = dying.take(1).getFirst();
        terminate(dying);
        var resumed = LockSession.resume(database.settings(), "dying", dying.id(), List.of(id)).orElseThrow();
        try (LockSession session = resumed.session()) {
            assertThat(resumed.tasks()).containsExactly(id);
            assertThat(watch.reap(dying.id(), NO_GRACE)).isEqualTo(WatchSession.ALIVE);
            assertThat(value(Long.class, "SELECT count(*) FROM holdfast.locks WHERE task_id = ?", id)).isEqualTo(3);
            assertThat(session.turn(List.of(new Ended(claimed, new Outcome.Completed(null))), Wish.nothing(List.of()))
                    .finished()).containsEntry(id, TaskState.COMPLETED);
        }
        try (var connection = database.open()) {
            assertThat(History.leftovers(connection)).isEmpty();
        }
    }

    @Test
    void theSweepNamesWorkersWhoseLockNobodyHolds() throws SQLException {
        assertThat(other.session().sweep(List.of("work")).unlocked()).isEmpty();
        dying.close();
        awaitFreed();
        assertThat(other.session().sweep(List.of("work")).unlocked()).containsExactly(dying.id());
    }

    private void terminate(TestWorker worker) throws SQLException {
        value(Boolean.class, "SELECT pg_terminate_backend(backend_pid) FROM holdfast.workers WHERE id = ?",
                worker.id());
        awaitFreed();
    }

    private void awaitFreed() {
        await().until(() -> value(Long.class,
                "SELECT count(*) FROM holdfast.locks WHERE worker_id = ? AND kind = 'worker' AND granted",
                dying.id()) == 0);
    }
}
