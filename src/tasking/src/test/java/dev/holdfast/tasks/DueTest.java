package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Mailbox;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Due times, back-off and expiry, with a worker that is moved by hand. */
class DueTest extends DatabaseTest {
    private static final TaskRequest WORK = TaskRequest.of("work");
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration HOUR = Duration.ofHours(1);

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
    void aTaskHasNoPlaceInLineBeforeItIsDue() throws SQLException {
        long later = submit(WORK.exclusive("a").due(Instant.now().plus(SOON)));
        long now = exclusive("a");
        assertThat(task(later).summary().phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(tasks.why(later)).startsWith("Waits for its time: it is due in ");
        Claimed first = worker.take(9).getFirst();
        assertThat(first.id()).isEqualTo(now);
        awaitTime();
        assertThat(worker.take(9)).as("it comes behind what was admitted before").isEmpty();
        assertThat(worker.completeAndTake(first, 9)).extracting(Claimed::id).containsExactly(later);
    }

    @Test
    void aTaskWithoutNeedsIsReadyOnceItIsDue() throws SQLException {
        long id = submit(WORK.due(Instant.now().plus(SOON)));
        assertThat(worker.take(9)).isEmpty();
        awaitTime();
        assertThat(worker.takeIds(9)).containsExactly(id);
    }

    @Test
    void aTaskThatIsDueAlreadyIsLikeAnyOther() throws SQLException {
        long id = submit(WORK.due(Instant.now().minus(HOUR)));
        assertThat(worker.takeIds(9)).containsExactly(id);
    }

    @Test
    void aTaskThatIsNotDueCanBeCanceled() throws SQLException {
        long id = submit(WORK.exclusive("a").due(Instant.now().plus(HOUR)));
        assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELED);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.scheduled")).isZero();
    }

    @Test
    void oneWorkerKeepsTheTimeForAll() throws SQLException {
        submit(WORK.due(Instant.now().plus(HOUR)));
        try (TestWorker other = TestWorker.register(database.settings(), "other", "work");
                Mailbox mail = Mailbox.open(database.settings(), "w", worker.id())) {
            assertThat(worker.session().makeDue()).isBetween(HOUR.minusMinutes(1), HOUR);
            assertThat(other.session().makeDue()).isNull();

            submit(WORK.due(Instant.now().plus(HOUR.multipliedBy(2))));
            assertThat(mail.receive(Duration.ofMillis(200))).as("later than what it waits for").isEmpty();
            submit(WORK.due(Instant.now().plus(HOUR.dividedBy(2))));
            assertThat(mail.receive(Duration.ofSeconds(5))).containsExactly(new Mailbox.Message.Time());
            assertThat(worker.session().makeDue()).isLessThan(HOUR.dividedBy(2));

            worker.session().end(WorkerState.STOPPED);
            assertThat(other.session().makeDue()).isLessThan(HOUR.dividedBy(2));
        }
    }

    @Test
    void aFailedAttemptWaitsAndKeepsItsPlace() throws SQLException {
        long id = submit(WORK.exclusive("a").maxAttempts(3).backoff(Duration.ofMillis(300)));
        long behind = exclusive("a");
        assertThat(worker.fail(worker.take(9).getFirst(), "no luck")).contains(TaskState.WAITING);
        assertThat(worker.take(9)).isEmpty();
        assertThat(task(id).summary().phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(tasks.why(id)).matches("Tries again in .*: attempt 1 of 3 failed: no luck");
        assertThat(tasks.why(behind)).contains("task " + id + " (work) is before it and tries again in ");
        awaitTime();
        assertThat(worker.take(9)).extracting(Claimed::id, Claimed::attempt)
                .containsExactly(tuple(id, 2));
    }

    @Test
    void theBackOffDoublesUpToAnHour() throws SQLException {
        submit(WORK.maxAttempts(9).backoff(Duration.ofMinutes(10)));
        for (int minutes : List.of(10, 20, 40, 60, 60)) {
            worker.fail(worker.take(9).getFirst(), "no luck");
            assertThat(value(Double.class, """
                    SELECT (extract(epoch FROM due_at - clock_timestamp()) / 60)::float8 FROM holdfast.scheduled
                    """)).isBetween(minutes * 0.79, minutes * 1.2);
            database.run("UPDATE holdfast.scheduled SET due_at = clock_timestamp()");
            worker.session().makeDue();
        }
    }

    @Test
    void whatHasNotStartedWhenItExpiresIsSkipped() throws SQLException {
        Instant soon = Instant.now().plus(SOON).truncatedTo(ChronoUnit.MILLIS);
        long blocking = exclusive("a");
        worker.take(9);
        long blocked = submit(WORK.exclusive("a").expires(soon));
        long behind = exclusive("a");
        worker.take(9);
        long scheduled = submit(WORK.due(soon.minusMillis(1)).expires(soon));
        assertThat(task(blocked).options().expires()).isEqualTo(soon);
        await().until(() -> {
            worker.session().makeDue();
            return state(blocked) == TaskState.SKIPPED && state(scheduled) == TaskState.SKIPPED;
        });
        assertThat(task(blocked).error()).extracting(TaskError::type).isEqualTo("Expired");
        assertThat(state(blocking)).isEqualTo(TaskState.RUNNING);
        assertThat(tasks.why(behind)).contains("task " + blocking + " (work) holds it").doesNotContain("between");
    }

    @Test
    void whatHasStartedInTimeDoesNotExpire() throws SQLException {
        long running = submit(WORK.expires(Instant.now().plus(SOON)));
        long again = submit(WORK.maxAttempts(2).expires(Instant.now().plus(SOON)));
        List<Claimed> claimed = worker.take(9);
        worker.fail(claimed.getLast(), "no luck");
        await().until(() -> {
            worker.session().makeDue();
            return task(running).options().expires() == null && task(again).options().expires() == null;
        });
        assertThat(state(running)).isEqualTo(TaskState.RUNNING);
        assertThat(worker.takeIds(9)).containsExactly(again);
    }

    /** Until what is scheduled has gone on. */
    private void awaitTime() {
        await().until(() -> {
            worker.session().makeDue();
            return value(Long.class, "SELECT count(*) FROM holdfast.scheduled") == 0;
        });
    }
}
