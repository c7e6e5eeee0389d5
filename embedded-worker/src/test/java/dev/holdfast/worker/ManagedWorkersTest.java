package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The old worker type: real workers, a real Redis, and what happens to tasks in each event. */
class ManagedWorkersTest extends WorkerTest {
    /** Missing after three seconds without a beat, so that a test need not wait for thirty. */
    private static final String[] SHORT_LIFE = {"--ttl", "3", "--sweep", "1000"};

    private Redis redis;

    @BeforeEach
    void startRedis() throws SQLException {
        redis = new Redis();
        try (var changeover = Changeover.open(database.settings())) {
            changeover.begin(WorkerType.MANAGER, redis.address());
            changeover.complete();
            changeover.resume();
        }
    }

    @AfterEach
    void stopRedis() {
        workers.close();
        redis.close();
    }

    @Test
    void tasksOfAllKindsEndAndThoseOnOneResourceKeepTheirOrder() {
        workers.startAll(3);
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 12; i++) {
            ids.add(workers.submit(witness.task("t" + i, 20).exclusive("repo/" + i % 3)));
            ids.add(workers.submit(witness.task("s" + i, 5).shared("repo/" + i % 3)));
            ids.add(workers.submit(witness.task("f" + i, 5)));
        }
        ids.forEach(id -> workers.awaitState(id, TaskState.COMPLETED));
        assertThat(witness.overlaps((one, other) -> conflict(ids, one, other))).isEmpty();
        for (int r = 0; r < 3; r++) {
            List<Task> line = tasksOn("repo/" + r, ids);
            assertThat(line).isSortedAccordingTo((a, b) -> started(a).compareTo(started(b)));
        }
        assertClean();
    }

    @Test
    void itsWorkersHoldNoLocksForTasksAndSaySoOfTheirType() {
        WorkerProcess worker = workers.start();
        long id = workers.submit(witness.heldTask("held").exclusive("repo/A"));
        workers.awaitState(id, TaskState.RUNNING);
        assertThat(workers.value(Long.class,
                "SELECT count(*) FROM holdfast.locks WHERE kind IN ('resource', 'task')")).isZero();
        assertThat(workers.value(String.class, "SELECT type FROM holdfast.workers WHERE pid = ?", worker.pid()))
                .isEqualTo("manager");
        assertThat(worker.output()).contains("deprecated");
        assertThat(workers.value(String.class, "SELECT resource FROM holdfast.reservations")).isEqualTo("repo/A");
        witness.release("held");
        workers.awaitState(id, TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void tasksThatAreConnectedPileUpOnOneWorkerWhileAnotherIdles() {
        workers.startAll(2);
        long first = workers.submit(witness.heldTask("first").exclusive("a", "b"));
        String owner = Objects.requireNonNull(workers.awaitState(first, TaskState.RUNNING).summary().worker());
        long second = workers.submit(witness.task("second", 0).exclusive("b", "c"));
        long third = workers.submit(witness.task("third", 0).exclusive("c"));
        await().atMost(Workers.PATIENCE).until(() -> assigned() == 2);
        assertThat(workers.state(third)).isEqualTo(TaskState.WAITING);
        witness.release("first");
        assertThat(workers.awaitState(second, TaskState.COMPLETED).summary().worker()).isEqualTo(owner);
        assertThat(workers.awaitState(third, TaskState.COMPLETED).summary().worker()).isEqualTo(owner);
        assertClean();
    }

    @Test
    void theHeadOfTheLineHoldsUpWhatCouldRun() {
        workers.startAll(3);
        long a = workers.submit(witness.heldTask("a").exclusive("a"));
        long b = workers.submit(witness.heldTask("b").exclusive("b"));
        workers.awaitState(a, TaskState.RUNNING);
        workers.awaitState(b, TaskState.RUNNING);
        long both = workers.submit(witness.task("both", 0).exclusive("a", "b"));
        long free = workers.submit(witness.task("free", 0));
        await().during(Duration.ofMillis(1500))
                .atMost(Workers.PATIENCE)
                .until(() -> workers.state(free) == TaskState.WAITING && workers.state(both) == TaskState.WAITING);
        witness.release("a");
        workers.awaitState(free, TaskState.COMPLETED);
        witness.release("b");
        workers.awaitState(both, TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void aKilledWorkersTasksAreCanceledRunningOrWaitingOnceItIsMissing() {
        WorkerProcess victim = workers.start(SHORT_LIFE);
        long running = workers.submit(witness.heldTask("running").exclusive("a").maxAttempts(3));
        workers.awaitState(running, TaskState.RUNNING);
        long queued = workers.submit(witness.task("queued", 0).exclusive("a"));
        await().atMost(Workers.PATIENCE).until(() -> assigned() == 1);
        workers.start(SHORT_LIFE);
        victim.kill();
        long later = workers.submit(witness.task("later", 0).exclusive("b"));
        for (long id : List.of(running, queued)) {
            var error = Objects.requireNonNull(workers.awaitState(id, TaskState.CANCELED).error());
            assertThat(error.type()).isEqualTo("WorkerMissing");
            assertThat(error.message()).contains(victim.name());
        }
        workers.awaitState(later, TaskState.COMPLETED);
        workers.awaitState(workers.submit(witness.task("next", 0).exclusive("a")), TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void aFrozenWorkersTaskIsCanceledAndItsSuccessorRunsBesideIt() {
        List<WorkerProcess> both = workers.startAll(2, SHORT_LIFE);
        long one = workers.submit(witness.heldTask("one").exclusive("a"));
        long other = workers.submit(witness.heldTask("other").exclusive("b"));
        workers.awaitState(one, TaskState.RUNNING);
        workers.awaitState(other, TaskState.RUNNING);
        // A manager that is frozen keeps its lock, and nobody takes its place.
        WorkerProcess manager = both.stream()
                .filter(worker -> manager().contains(worker.name() + " "))
                .findFirst()
                .orElseThrow();
        WorkerProcess frozen = both.getFirst() == manager ? both.getLast() : both.getFirst();
        long id = frozen.name().equals(workers.task(one).summary().worker()) ? one : other;
        String resource = id == one ? "a" : "b";
        witness.release(id == one ? "other" : "one");
        frozen.freeze();
        workers.awaitState(id, TaskState.CANCELED);
        long next = workers.submit(witness.heldTask("next").exclusive(resource));
        workers.awaitState(next, TaskState.RUNNING);
        frozen.thaw();
        witness.awaitSilence(id, 1);
        assertThat(witness.lines(id, 1)).as("it went on for a moment, with nothing to keep it from it").isPositive();
        witness.release("next");
        workers.awaitState(next, TaskState.COMPLETED);
        assertThat(workers.state(id)).as("it wrote nothing over that").isEqualTo(TaskState.CANCELED);
        workers.awaitState(workers.submit(witness.task("more", 0)), TaskState.COMPLETED);
    }

    @Test
    void aWorkerThatEndsInGoodOrderFinishesItsTaskAndCancelsItsQueue() {
        WorkerProcess leaving = workers.start(SHORT_LIFE);
        long running = workers.submit(witness.heldTask("running").exclusive("a"));
        workers.awaitState(running, TaskState.RUNNING);
        long queued = workers.submit(witness.task("queued", 0).exclusive("a"));
        await().atMost(Workers.PATIENCE).until(() -> assigned() == 1);
        leaving.terminate();
        var error = Objects.requireNonNull(workers.awaitState(queued, TaskState.CANCELED).error());
        assertThat(error.message()).contains("ended");
        witness.release("running");
        workers.awaitState(running, TaskState.COMPLETED);
        assertThat(leaving.awaitExit()).isZero();
        assertClean();
    }

    @Test
    void whenTheManagerIsKilledASpareGoesOnWithTheList() {
        WorkerProcess one = workers.start(SHORT_LIFE);
        WorkerProcess other = workers.start(SHORT_LIFE);
        await().atMost(Workers.PATIENCE).until(() -> !manager().isEmpty());
        WorkerProcess manager = manager().contains(one.name() + " ") ? one : other;
        workers.awaitState(workers.submit(witness.task("before", 0).exclusive("x")), TaskState.COMPLETED);
        manager.kill();
        // Until then it counts as online, and a task could be given to it.
        await().atMost(Workers.PATIENCE).until(() -> workers.states(manager).contains("lost"));
        long after = workers.submit(witness.task("after", 0).exclusive("x"));
        workers.awaitState(after, TaskState.COMPLETED);
        assertThat(workers.task(after).summary().worker()).isEqualTo((manager == one ? other : one).name());
    }

    @Test
    void aTaskThatTheKilledManagerHadInHandIsCanceledAndTheOthersRun() {
        WorkerProcess holder = workers.start(SHORT_LIFE);
        await().atMost(Workers.PATIENCE).until(() -> !manager().isEmpty());
        long held = workers.submit(witness.heldTask("held").exclusive("a"));
        workers.awaitState(held, TaskState.RUNNING);
        // No other worker serves it, so the manager keeps it in hand.
        long inHand = workers.submit(witness.task("in-hand", 0).exclusive("b"));
        long behind = workers.submit(witness.task("behind", 0).exclusive("c"));
        await().atMost(Workers.PATIENCE)
                .until(() -> workers.value(Long.class, "SELECT count(*) FROM holdfast.manager_line") == 2);
        await().during(Duration.ofMillis(500)).atMost(Workers.PATIENCE).until(() -> assigned() == 0);
        holder.kill();
        workers.start(SHORT_LIFE);
        var error = Objects.requireNonNull(workers.awaitState(inHand, TaskState.CANCELED).error());
        assertThat(error.type()).isEqualTo("EntryVanished");
        workers.awaitState(behind, TaskState.COMPLETED);
        workers.awaitState(held, TaskState.CANCELED);
        assertClean();
    }

    @Test
    void aTaskThatItsWorkerHasInHandIsNotTakenForVanished() throws SQLException {
        workers.start(SHORT_LIFE);
        long running = workers.submit(witness.heldTask("running").exclusive("a"));
        workers.awaitState(running, TaskState.RUNNING);
        long next = workers.submit(witness.task("next", 0).exclusive("a"));
        await().atMost(Workers.PATIENCE).until(() -> assigned() == 1);
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            // Nothing starts meanwhile: the worker takes it from its list, where the manager looks each half second.
            Sql.run(connection, "SELECT holdfast.lock_worker_type()");
            witness.release("running");
            await().during(Duration.ofMillis(1500))
                    .atMost(Workers.PATIENCE)
                    .until(() -> workers.state(next) == TaskState.WAITING);
            connection.rollback();
        }
        workers.awaitState(next, TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void whenRedisIsRestartedEmptyWhatWaitedInItIsCanceledAndWhatRunsGoesOn() {
        workers.start(SHORT_LIFE);
        long running = workers.submit(witness.heldTask("running").exclusive("a"));
        workers.awaitState(running, TaskState.RUNNING);
        long queued = workers.submit(witness.task("queued", 0).exclusive("a"));
        await().atMost(Workers.PATIENCE).until(() -> assigned() == 1);
        redis.stop();
        redis.startEmpty();
        var error = Objects.requireNonNull(workers.awaitState(queued, TaskState.CANCELED).error());
        assertThat(error.type()).isEqualTo("EntryVanished");
        witness.release("running");
        workers.awaitState(running, TaskState.COMPLETED);
        workers.awaitState(workers.submit(witness.task("next", 0).exclusive("a")), TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void whatIsSubmittedWhileRedisIsAwayWaitsAndRunsOnceItIsBack() {
        WorkerProcess worker = workers.start();
        workers.awaitState(workers.submit(witness.task("before", 0)), TaskState.COMPLETED);
        redis.stop();
        long id = workers.submit(witness.task("meanwhile", 0).exclusive("a"));
        await().atMost(Workers.PATIENCE).until(() -> worker.output().contains("Redis does not answer"));
        assertThat(workers.state(id)).isEqualTo(TaskState.WAITING);
        redis.startEmpty();
        workers.awaitState(id, TaskState.COMPLETED);
        assertClean();
    }

    @Test
    void aFailedTaskTriesAgainAndACanceledOneStops() {
        workers.startAll(2);
        long failing = workers.submit(TaskRequest.of("test-failing").exclusive("a").maxAttempts(2));
        long running = workers.submit(witness.heldTask("held").exclusive("b"));
        Task failed = workers.awaitState(failing, TaskState.FAILED);
        assertThat(failed.summary().attempt()).isEqualTo(2);
        workers.awaitState(running, TaskState.RUNNING);
        long waiting = workers.submit(witness.task("waiting", 0).exclusive("b"));
        assertThat(workers.tasks().cancel(waiting)).isEqualTo(TaskState.CANCELED);
        assertThat(workers.tasks().cancel(running)).isEqualTo(TaskState.CANCELING);
        workers.awaitState(running, TaskState.CANCELED);
        workers.awaitState(workers.submit(witness.task("next", 0).exclusive("a", "b")), TaskState.COMPLETED);
        assertClean();
    }

    private static boolean conflict(List<Long> ids, long one, long other) {
        int i = ids.indexOf(one);
        int j = ids.indexOf(other);
        // Of three in a row the third needs nothing; the manager takes shared needs for exclusive ones.
        return i % 3 != 2 && j % 3 != 2 && i / 3 % 3 == j / 3 % 3;
    }

    private List<Task> tasksOn(String resource, List<Long> ids) {
        return ids.stream()
                .map(workers::task)
                .filter(task -> Stream.concat(task.summary().exclusive().stream(), task.summary().shared().stream())
                        .anyMatch(resource::equals))
                .toList();
    }

    private static Instant started(Task task) {
        return Objects.requireNonNull(task.summary().started());
    }

    private long assigned() {
        return workers.value(Long.class, "SELECT count(*) FROM holdfast.manager_line WHERE worker_id IS NOT NULL");
    }

    private String manager() {
        return workers.value(String.class,
                """
                        SELECT COALESCE(max(a.application_name), '') FROM pg_stat_activity AS a JOIN pg_locks AS l ON l.pid = a.pid
                        WHERE a.datname = current_database() AND a.application_name LIKE 'holdfast % manager'
                          AND l.locktype = 'advisory' AND l.objid = 2
                        """);
    }

    /** Nothing is reserved or lined up once all has ended, and the order is as it should be. */
    private void assertClean() {
        await().atMost(Workers.PATIENCE)
                .untilAsserted(() -> assertThat(workers.value(Long.class,
                        """
                                SELECT (SELECT count(*) FROM holdfast.reservations) + (SELECT count(*) FROM holdfast.manager_line)
                                     + (SELECT count(*) FROM holdfast.task_reservations)
                                """))
                        .isZero());
        assertThat(workers.complaints()).isEmpty();
    }
}
