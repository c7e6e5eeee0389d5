package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeTest extends DatabaseTest {
    private static final Mailbox.Message WAKE = new Mailbox.Message.Wake();
    private static final Mailbox.Message ADMIT = new Mailbox.Message.Admit();

    private final List<TestWorker> workers = new ArrayList<>();
    private final List<Mailbox> mailboxes = new ArrayList<>();

    @BeforeEach
    void fallAsleep() throws SQLException {
        for (int i = 0; i < 4; i++) {
            TestWorker worker = TestWorker.register(database.settings(), "w" + i, "work");
            workers.add(worker);
            mailboxes.add(Mailbox.open(database.settings(), "w" + i, worker.id()));
            worker.session().fallAsleep(List.of("work"));
        }
    }

    @AfterEach
    void close() {
        mailboxes.forEach(Mailbox::close);
        workers.forEach(TestWorker::close);
        mailboxes.clear();
        workers.clear();
    }

    @Test
    void aSubmitWakesOneWorkerNotAll() throws SQLException {
        submit(TaskRequest.of("work"));
        assertThat(woken()).isEqualTo(1);
        exclusive("a");
        assertThat(woken()).isEqualTo(1);
    }

    @Test
    void aBurstInOneTransactionWakesAsManyAsItHasTasksAtMostAllThatSleep() throws SQLException {
        tasks.submitAll(List.of(TaskRequest.of("work"), TaskRequest.of("work")));
        assertThat(woken()).isEqualTo(2);
        tasks.submitAll(Collections.nCopies(50, TaskRequest.of("work")));
        assertThat(woken()).as("the other two").isEqualTo(2);
    }

    @Test
    void aReadyTaskAndOneToBeAdmittedWakeAWorkerEach() throws SQLException {
        TaskRequest free = TaskRequest.of("work");
        TaskRequest needy = free.exclusive("a");
        tasks.submitAll(List.of(free, needy, needy));
        assertThat(List.of(received(3), received(2), received(1)))
                .containsExactly(List.of(WAKE), List.of(ADMIT), List.of());
        tasks.submitAll(List.of(needy, free, free));
        assertThat(List.of(received(2), received(1), received(0)))
                .containsExactly(List.of(ADMIT), List.of(WAKE), List.of(WAKE));
    }

    @Test
    void aBurstWakesTheFirstOfManyAndTheseTheOthersWhileThereIsEnough() throws SQLException {
        database.run("INSERT INTO holdfast.idle SELECT -n, '{work}', '2000-01-01' FROM generate_series(1, 80) AS n");
        tasks.submitAll(Collections.nCopies(66, TaskRequest.of("work")));
        assertThat(asleep()).isEqualTo(84 - 64);
        assertThat(workers.getFirst().take(1)).hasSize(1);
        assertThat(asleep()).as("65 are left, 64 were told").isEqualTo(84 - 65);
        assertThat(workers.get(1).take(1)).hasSize(1);
        assertThat(asleep()).isEqualTo(84 - 65);
    }

    @Test
    void whoWakesDoesNotStepOverAllWhoSleptWhileSomebodyKeepsATransactionOpen() throws SQLException {
        try (var old = database.open(); var connection = database.open()) {
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Sql.run(old, "SELECT count(*) FROM holdfast.tasks");
            database.run(
                    "INSERT INTO holdfast.idle SELECT -n, '{work}', '2000-01-01' FROM generate_series(1, 5000) AS n");
            database.run("DELETE FROM holdfast.idle WHERE worker_id < 0");
            connection.setAutoCommit(false);
            Tasks.submit(connection, TaskRequest.of("work"));
            Tasks.submit(connection, TaskRequest.of("work").exclusive("a"));
            Sql.run(connection, "SET CONSTRAINTS ALL IMMEDIATE");
            assertThat(Sql.value(connection, Long.class,
                    "SELECT pg_stat_get_xact_blocks_fetched('holdfast.idle'::regclass)")).isLessThan(20);
            connection.commit();
        }
        assertThat(woken()).isEqualTo(2);
    }

    @Test
    void whoIsWokenForAReadyTaskIsNotWokenAgainBeforeItSleepsAgain() throws SQLException {
        submit(TaskRequest.of("work"));
        assertThat(received(3)).containsExactly(WAKE);
        submit(TaskRequest.of("work"));
        assertThat(received(2)).containsExactly(WAKE);
        workers.get(3).session().fallAsleep(List.of("work"));
        submit(TaskRequest.of("work"));
        assertThat(received(3)).containsExactly(WAKE);
    }

    @Test
    void whoIsCalledToAdmitStaysAmongTheIdle() throws SQLException {
        exclusive("a");
        assertThat(received(3)).containsExactly(ADMIT);
        exclusive("a");
        assertThat(received(3)).containsExactly(ADMIT);
        assertThat(asleep()).isEqualTo(4);
    }

    @Test
    void aSubmitterThatSeesWhatWasThereWhenItBeganNeitherFailsNorForgetsAnybody() throws SQLException {
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Tasks.submit(connection, TaskRequest.of("work"));
            submit(TaskRequest.of("work"));
            assertThat(received(3)).containsExactly(WAKE);
            assertThat(workers.get(3).take(1)).hasSize(1);
            workers.get(3).session().fallAsleep(List.of("work"));
            connection.commit();
        }
        assertThat(received(3)).as("it was the last to fall asleep then, too").containsExactly(ADMIT);
    }

    @Test
    void aWorkerNeverWaitsForWhoIsAboutToTellIt() throws SQLException {
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            Tasks.submit(connection, TaskRequest.of("work"));
            Sql.run(connection, "SET CONSTRAINTS ALL IMMEDIATE");
            assertThat(workers.get(3).take(1)).isEmpty();
            submit(TaskRequest.of("work"));
            assertThat(received(2)).as("the next one, for the first is being told").containsExactly(WAKE);
            assertThat(workers.get(3).take(1)).hasSize(1);
            workers.get(3).session().fallAsleep(List.of("work"));
            workers.get(3).session().end(WorkerState.DRAINING);
            connection.commit();
        }
        assertThat(received(3)).containsExactly(WAKE);
    }

    @Test
    void whoAdmitsATaskAndTakesItWakesNobodyForIt() throws SQLException {
        exclusive("a");
        assertThat(woken()).as("to admit it").isEqualTo(1);
        assertThat(workers.getLast().take(1)).hasSize(1);
        assertThat(woken()).isZero();
    }

    @Test
    void nobodyIsWokenForAHandlerThatNobodyServes() throws SQLException {
        submit(TaskRequest.of("unknown"));
        assertThat(woken()).isZero();
        assertThat(asleep()).isEqualTo(4);
    }

    @Test
    void readiedSuccessorsWakeOthersButOneForTheFinisherItself() throws SQLException {
        exclusive("a");
        shared("a");
        shared("a");
        shared("a");
        woken();
        TestWorker busy = workers.getFirst();
        Claimed first = busy.take(1).getFirst();
        woken();
        assertThat(busy.completeAndTake(first, 1)).hasSize(1);
        assertThat(woken()).isEqualTo(2);
    }

    @Test
    void aWorkerThatIsWokenAndCannotTakeTheTaskWakesAnother() throws SQLException {
        submit(TaskRequest.of("work"));
        assertThat(received(3)).containsExactly(WAKE);
        workers.get(3).session().passOn(List.of("work"));
        assertThat(received(2)).containsExactly(WAKE);
        assertThat(workers.get(2).take(1)).hasSize(1);
        workers.get(3).session().passOn(List.of("work"));
        assertThat(woken()).as("nothing is left").isZero();
    }

    @Test
    void aWorkerThatComesByItselfAndLeavesSomethingWakesAnother() throws SQLException {
        submit(TaskRequest.of("work"));
        submit(TaskRequest.of("work"));
        assertThat(List.of(received(3), received(2))).allMatch(List.of(WAKE)::equals);
        assertThat(workers.getFirst().take(1)).hasSize(1);
        assertThat(received(1)).containsExactly(WAKE);
    }

    @Test
    void aFinisherThatDoesNotServeTheSuccessorWakesOneThatDoes() throws SQLException {
        TestWorker other = TestWorker.register(database.settings(), "other", "else");
        workers.add(other);
        submit(TaskRequest.of("else").exclusive("a"));
        exclusive("a");
        woken();
        Claimed first = other.take(1).getFirst();
        assertThat(woken()).isZero();
        other.complete(first);
        assertThat(woken()).isEqualTo(1);
    }

    @Test
    void aWorkerThatTookSomethingIsNoLongerAmongTheIdle() throws SQLException {
        submit(TaskRequest.of("work"));
        assertThat(workers.getLast().take(1)).hasSize(1);
        assertThat(asleep()).isEqualTo(3);
    }

    @Test
    void aWorkerThatFallsAsleepDuringALongTransactionIsWokenByItsCommit() throws SQLException {
        database.run("TRUNCATE holdfast.idle");
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            Tasks.submit(connection, TaskRequest.of("work"));
            workers.getFirst().session().fallAsleep(List.of("work"));
            connection.commit();
        }
        assertThat(woken()).isEqualTo(1);
        assertThat(workers.getFirst().take(1)).hasSize(1);
    }

    @Test
    void aCancelReachesTheWorkerThatRunsTheTask() throws SQLException {
        long id = submit(TaskRequest.of("work"));
        workers.get(2).take(1);
        woken();
        tasks.cancel(id);
        assertThat(received(2)).containsExactly(new Mailbox.Message.Cancel(id));
        assertThat(woken()).isZero();
    }

    private long asleep() throws SQLException {
        return value(Long.class, "SELECT count(*) FROM holdfast.idle");
    }

    private int woken() throws SQLException {
        int woken = 0;
        for (int i = 0; i < mailboxes.size(); i++) {
            List<Mailbox.Message> received = received(i);
            woken += received.contains(WAKE) || received.contains(ADMIT) ? 1 : 0;
        }
        return woken;
    }

    /** All but what comes of the registration of the others. */
    private List<Mailbox.Message> received(int i) throws SQLException {
        List<Mailbox.Message> all = Received.by(database, workers.get(i).id(), mailboxes.get(i));
        return all.stream().filter(message -> !(message instanceof Mailbox.Message.Watch)).toList();
    }
}
