package dev.holdfast.changeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The switch step by step, with a worker driven by hand. */
class ChangeoverTest extends DatabaseTest {
    private static final String REDIS = "redis://127.0.0.1:6379";

    private TestWorker worker;
    private Changeover changeover;

    @BeforeEach
    void open() throws SQLException {
        worker = TestWorker.register(database.settings(), "w1", "work");
        follow();
        changeover = Changeover.open(database.settings());
    }

    @AfterEach
    void close() throws SQLException {
        changeover.close();
        worker.close();
    }

    @Test
    void whileIntakeIsStoppedSubmitsAreAcceptedAndWait() throws SQLException {
        Changeover.intake(changeoverConnection(), false);
        long id = submit("a");
        assertThat(worker.takeIds(5)).isEmpty();
        assertThat(value(String.class, "SELECT holdfast.why(?)", id)).contains("Intake is stopped by");
        Changeover.intake(changeoverConnection(), true);
        assertThat(worker.takeIds(5)).containsExactly(id);
        assertThat(Changeover.intake(changeoverConnection(), true).intake()).as("a second time").isTrue();
    }

    @Test
    void itIsRefusedWhileATaskRunsAndWhileAWorkerHasNotSaidThatItFollows() throws SQLException {
        submit("a");
        Claimed running = worker.take(1).getFirst();
        changeover.begin(WorkerType.MANAGER, REDIS);
        assertThat(changeover.stragglers()).containsExactly(new Straggler(worker.id(), "w1", 1, false));
        assertThatThrownBy(changeover::complete).hasMessageContaining("not all tasks have ended");
        worker.complete(running);
        assertThat(changeover.stragglers()).containsExactly(new Straggler(worker.id(), "w1", 0, false));
        assertThatThrownBy(changeover::complete).hasMessageContaining("a worker does not answer");
        follow();
        assertThat(changeover.stragglers()).isEmpty();
        assertThat(changeover.complete().type()).isEqualTo(WorkerType.MANAGER);
    }

    @Test
    void aWorkerThatHasDiedIsNotWaitedFor() throws SQLException {
        TestWorker other = TestWorker.register(database.settings(), "w2", "work");
        changeover.begin(WorkerType.MANAGER, REDIS);
        follow();
        assertThat(changeover.stragglers()).extracting(Straggler::worker).containsExactly("w2");
        other.close();
        await().untilAsserted(() -> assertThat(changeover.stragglers()).isEmpty());
    }

    @Test
    void waitingTasksKeepTheirOrderThereAndBack() throws SQLException {
        long first = submit("a");
        long second = submit("a");
        long third = submit("a");
        assertThat(worker.takeIds(1)).containsExactly(first);
        worker.session().giveBack(List.of());
        assertThat(worker.complete(new Claimed(first, "x", "work", 1, 1, "{}", null, null, false, false, true)))
                .isPresent();
        over(WorkerType.MANAGER);
        assertThat(worker.takeIds(5)).as("of the other type now").isEmpty();
        over(WorkerType.ADVISORY);
        Claimed next = worker.take(5).getFirst();
        assertThat(next.id()).isEqualTo(second);
        worker.complete(next);
        assertThat(worker.takeIds(5)).containsExactly(third);
    }

    @Test
    void aSwitchThatIsGivenUpLeavesAllAsItWas() throws SQLException {
        changeover.begin(WorkerType.MANAGER, REDIS);
        long id = submit("a");
        assertThat(worker.takeIds(1)).isEmpty();
        TypeState back = changeover.resume();
        assertThat(back.type()).isEqualTo(WorkerType.ADVISORY);
        assertThat(back.target()).isNull();
        assertThat(worker.takeIds(1)).containsExactly(id);
        assertThatThrownBy(changeover::complete).hasMessageContaining("no switch is under way");
    }

    @Test
    void aSecondOperatorIsRefusedAndOneAfterADeadOneFindsTheState() throws SQLException {
        changeover.begin(WorkerType.MANAGER, REDIS);
        assertThatThrownBy(() -> Changeover.open(database.settings())).isInstanceOf(Refused.class)
                .hasMessageContaining("another program is switching");
        changeover.close();
        changeover = await()
                .ignoreExceptions()
                .until(() -> Changeover.open(database.settings()), opened -> true);
        Preflight found = changeover.preflight(WorkerType.MANAGER);
        assertThat(found.isUnderWay()).isTrue();
        assertThat(found.state().intake()).isFalse();
        changeover.begin(WorkerType.MANAGER, null);
        follow();
        assertThat(changeover.complete().type()).isEqualTo(WorkerType.MANAGER);
        assertThat(changeover.resume().intake()).isTrue();
    }

    /** Whatever is about to start a task when intake stops has either started it, and is waited for, or starts nothing. */
    @Test
    void aClaimThatHasBegunIsSeenByTheSwitch() throws Exception {
        submit("a");
        try (Connection sleeper = database.open()) {
            sleeper.setAutoCommit(false);
            assertThat(Sql.value(sleeper, Boolean.class, "SELECT holdfast.may_start('advisory')")).isTrue();
            CompletableFuture<TypeState> begun = CompletableFuture.supplyAsync(() -> {
                try {
                    return changeover.begin(WorkerType.MANAGER, REDIS);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(catchThrowable(() -> begun.get(300, TimeUnit.MILLISECONDS))).isNotNull();
            sleeper.commit();
            assertThat(begun.get(10, TimeUnit.SECONDS).intake()).isFalse();
            assertThat(Sql.value(sleeper, Boolean.class, "SELECT holdfast.may_start('advisory')")).isFalse();
        }
    }

    @Test
    void preflightTellsWhatRunsWhatWaitsAndWhoFollows() throws SQLException {
        submit("a");
        worker.take(1);
        submit("a");
        tasks.submit(TaskRequest.of("x").handler("work").shared("b"));
        Preflight found = changeover.preflight(WorkerType.MANAGER);
        assertThat(found.running()).isOne();
        assertThat(found.waiting()).isEqualTo(2);
        assertThat(found.shared()).isOne();
        assertThat(found.workers()).containsExactly("w1");
        assertThat(found.refusal()).isNull();
        assertThat(changeover.preflight(WorkerType.ADVISORY).refusal()).contains("advisory already");
    }

    @Test
    void whatRunsIsCanceledWhenTheOperatorSaysSo() throws SQLException {
        long id = submit("a");
        Claimed running = worker.take(1).getFirst();
        changeover.begin(WorkerType.MANAGER, REDIS);
        assertThat(changeover.cancelRunning()).isOne();
        assertThat(worker.session().canceling()).containsExactly(id);
        worker.finish(running, new Outcome.Canceled());
        follow();
        assertThat(changeover.stragglers()).isEmpty();
    }

    @Test
    void theManagerNeedsARedisAndAnAddressWithoutPassword() {
        assertThatThrownBy(() -> changeover.begin(WorkerType.MANAGER, null)).hasMessageContaining("needs a Redis");
        assertThatThrownBy(() -> changeover.begin(WorkerType.MANAGER, "redis://me:secret@host"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> changeover.begin(WorkerType.ADVISORY, null)).hasMessageContaining("advisory already");
    }

    @Test
    void onlyTheVeryFirstStartMayChoose() throws SQLException {
        Map<String, String> wish = Map.of("HOLDFAST_WORKER_TYPE", "manager", "HOLDFAST_REDIS", REDIS);
        FirstChoice.apply(changeoverConnection(), wish);
        assertThat(changeover.state().type()).as("there is a worker already").isEqualTo(WorkerType.ADVISORY);
        database.clear();
        FirstChoice.apply(changeoverConnection(), wish);
        assertThat(changeover.state().type()).isEqualTo(WorkerType.MANAGER);
        FirstChoice.apply(changeoverConnection(), Map.of("HOLDFAST_WORKER_TYPE", "advisory"));
        assertThat(changeover.state().type()).as("somebody has chosen").isEqualTo(WorkerType.MANAGER);
    }

    private Connection changeoverConnection() throws SQLException {
        return database.source().get();
    }

    private void over(WorkerType target) throws SQLException {
        changeover.begin(target, REDIS);
        follow();
        changeover.complete();
        changeover.resume();
        follow();
    }

    private void follow() throws SQLException {
        worker.session().follow(worker.session().type());
    }

    private long submit(String resource) {
        return tasks.submit(TaskRequest.of("x").handler("work").exclusive(resource));
    }
}
