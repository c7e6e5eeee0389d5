package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that come after others. */
class AfterTest extends DatabaseTest {
    private static final TaskRequest WORK = TaskRequest.of("work");

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
    void itGetsItsPlaceInLineWhenAllHaveEnded() throws SQLException {
        long one = submit(WORK);
        long two = submit(WORK);
        long last = submit(WORK.exclusive("a").after(one, two));
        List<Claimed> claimed = take();
        assertThat(claimed).extracting(Claimed::id).containsExactly(one, two);
        assertThat(task(last).summary().phase()).isEqualTo(Phase.SUBMITTED);
        assertThat(tasks.why(last))
                .isEqualTo(
                        "Waits for the end of task %d (work); waits for the end of task %d (work)".formatted(one, two));
        worker.complete(claimed.getFirst());
        assertThat(take()).isEmpty();
        long other = exclusive("a");
        Claimed running = take().getFirst();
        assertThat(running.id()).as("it has no place yet").isEqualTo(other);
        worker.complete(claimed.getLast());
        assertThat(take()).isEmpty();
        worker.complete(running);
        assertThat(take()).extracting(Claimed::id).containsExactly(last);
        assertThat(task(last).options().after()).containsExactly(one, two);
    }

    @Test
    void aSecondLookDoesNotLetItGoOnTwice() throws SQLException {
        long one = submit(WORK);
        long last = submit(WORK.after(one));
        worker.complete(take().getFirst());
        assertThat(take()).extracting(Claimed::id).containsExactly(last);
        // As the end of "one" leaves it behind, where it commits while "last" is being looked at for another reason.
        database.run("INSERT INTO holdfast.following VALUES (%d, %d)".formatted(last, one));
        assertThat(take()).isEmpty();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.following")).isZero();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.ready")).isZero();
    }

    @Test
    void whatHasEndedBeforeTheSubmitCounts() throws SQLException {
        long one = submit(WORK);
        worker.complete(take().getFirst());
        long two = submit(WORK.after(one));
        assertThat(take()).extracting(Claimed::id).containsExactly(two);
    }

    @Test
    void itIsSkippedWhenOneFails() throws SQLException {
        long one = submit(WORK);
        long next = submit(WORK.after(one));
        long nextAfterThat = submit(WORK.exclusive("a").after(next));
        worker.fail(take().getFirst(), "no luck");
        assertThat(take()).isEmpty();
        assertThat(state(next)).isEqualTo(TaskState.SKIPPED);
        assertThat(state(nextAfterThat)).isEqualTo(TaskState.SKIPPED);
        assertThat(task(next).error()).isEqualTo(
                new TaskError("Prerequisite", "task %d, which it was to come after, is failed".formatted(one), null));
    }

    @Test
    void itRunsAllTheSameIfItWasTold() throws SQLException {
        long one = submit(WORK);
        long next = submit(WORK.after(List.of(one), TaskRequest.IfFailed.RUN));
        tasks.cancel(one);
        assertThat(take()).extracting(Claimed::id).containsExactly(next);
    }

    @Test
    void anAttemptThatIsNotTheLastEndsNothing() throws SQLException {
        long one = submit(WORK.maxAttempts(2));
        long next = submit(WORK.after(one));
        worker.fail(take().getFirst(), "no luck");
        Claimed again = take().getFirst();
        assertThat(again.id()).isEqualTo(one);
        worker.complete(again);
        assertThat(take()).extracting(Claimed::id).containsExactly(next);
    }

    @Test
    void itCanBeCanceledWhileItWaits() throws SQLException {
        long one = submit(WORK);
        long next = submit(WORK.after(one));
        long looked = submit(WORK.after(one));
        Claimed first = take().getFirst();
        long fresh = submit(WORK.after(one));
        for (long id : List.of(next, looked, fresh)) {
            assertThat(tasks.cancel(id)).isEqualTo(TaskState.CANCELED);
        }
        worker.complete(first);
        assertThat(take()).isEmpty();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.following")).isZero();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.prerequisites")).isZero();
    }

    @Test
    void itsDueTimeCountsAsWell() throws SQLException {
        long one = submit(WORK);
        long next = submit(WORK.after(one).due(Instant.now().plus(Duration.ofHours(1))));
        worker.complete(take().getFirst());
        assertThat(take()).isEmpty();
        assertThat(task(next).summary().phase()).isEqualTo(Phase.SCHEDULED);
    }

    @Test
    void aPrerequisiteThatEndsDuringTheSubmitIsNotMissed() throws SQLException {
        long one = submit(WORK);
        Claimed first = take().getFirst();
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            long next = Tasks.submit(connection, WORK.after(one));
            assertThat(worker.complete(first)).as("the submitter's transaction holds nobody up")
                    .contains(TaskState.COMPLETED);
            connection.commit();
            assertThat(take()).extracting(Claimed::id).containsExactly(next);
        }
    }

    @Test
    void aParentKnowsItsChildren() {
        long parent = submit(WORK);
        long one = submit(WORK.parent(parent));
        long two = submit(WORK.parent(parent));
        tasks.cancel(one);
        assertThat(task(parent).children()).containsExactly(one, two);
        assertThat(task(two).children()).isEmpty();
    }

    /** All that can be taken, as a worker's loop would. */
    private List<Claimed> take() throws SQLException {
        worker.admit();
        return worker.take(9);
    }
}
