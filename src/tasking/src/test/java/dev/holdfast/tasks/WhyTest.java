package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyTest extends DatabaseTest {
    private static final String MOMENTS = "(less than 1|[0-9]+) s";

    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "worker-1", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void namesTheHolderAndHowManyStandBetween() throws SQLException {
        long running = exclusive("repo/A");
        exclusive("repo/A");
        shared("repo/A");
        long last = exclusive("repo/A");
        worker.take(1);
        assertThat(tasks.why(last))
                .matches("Waits for repo/A \\(exclusive\\): task %d \\(work\\) holds it on worker-1 since %s; "
                        .formatted(running, MOMENTS) + "2 earlier tasks stand between");
        assertThat(tasks.why(running)).matches("Does not wait: running on worker-1 since " + MOMENTS);
    }

    @Test
    void namesEachResourceThatIsMissingAndNoOther() throws SQLException {
        long a = exclusive("a");
        long b = shared("b");
        worker.take(9);
        long waiting = submit(TaskRequest.of("work").exclusive("a", "b", "free"));
        worker.session().admit();
        assertThat(tasks.why(waiting)).contains("a (exclusive): task " + a + " (work) holds it")
                .contains("b (exclusive): task " + b + " (work) shares it")
                .doesNotContain("free");
    }

    @Test
    void blockersAreThoseAtTheHead() throws SQLException {
        long one = shared("a");
        long two = shared("a");
        long behind = exclusive("a");
        long last = shared("a");
        worker.take(1);
        try (var connection = database.open()) {
            List<Blocker> blockers = TaskReader.blockers(connection, last);
            assertThat(blockers).extracting(Blocker::taskId).containsExactly(one, two);
            assertThat(blockers).extracting(Blocker::taskState).containsExactly(TaskState.RUNNING, TaskState.WAITING);
            assertThat(blockers).extracting(Blocker::between).containsOnly(1);
            assertThat(TaskReader.blockers(connection, behind)).extracting(Blocker::between).containsOnly(0);
            assertThat(TaskReader.blockers(connection, one)).isEmpty();
        }
    }

    @Test
    void tellsWhenNoWorkerIsThereOrAllAreBusy() throws SQLException {
        long ready = submit(TaskRequest.of("work"));
        assertThat(tasks.why(ready)).isEqualTo("Ready: waits for the one worker that runs its handler, which is busy");
        worker.session().fallAsleep(List.of("work"));
        assertThat(tasks.why(ready)).isEqualTo("Ready: a worker is about to take it");
        worker.session().end(WorkerState.STOPPED);
        assertThat(tasks.why(ready)).isEqualTo("Waits for a worker: none is online");
    }

    @Test
    void tellsOfAFinishedTaskHowItEnded() throws SQLException {
        long id = submit(TaskRequest.of("work"));
        Claimed claimed = worker.take(1).getFirst();
        worker.fail(claimed, "disk on fire");
        assertThat(tasks.why(id)).matches("Does not wait: failed " + MOMENTS + " ago: disk on fire");
    }

    @Test
    void theClausesTellWhatElseATaskWaitsFor() throws SQLException {
        long due = submit(TaskRequest.of("work").due(Instant.now().plusSeconds(3600)));
        assertThat(clauses(due)).singleElement().satisfies(text -> assertThat(text).startsWith("due 2"));
        long after = submit(TaskRequest.of("work").after(due));
        assertThat(clauses(after)).containsExactly("after " + due);
        long again = submit(TaskRequest.of("work").maxAttempts(9).backoff(Duration.ofMinutes(10)));
        worker.fail(worker.take(1).getFirst(), "disk on fire");
        assertThat(clauses(again)).singleElement().satisfies(text -> assertThat(text).startsWith("retry 2"));
        long unserved = submit(TaskRequest.of("gc"));
        assertThat(clauses(unserved)).containsExactly("handler gc");
        long late = exclusive("a");
        assertThat(clauses(late)).containsExactly("submitted " + late, "worker work");
        worker.session().end(WorkerState.STOPPED);
        assertThat(clauses(unserved)).containsExactly("worker gc");
        assertThat(clauses(999_999)).isEmpty();
    }

    @Test
    void theClausesTellOfAWorkerWithoutItsLock() throws SQLException {
        long running = exclusive("a");
        long waiting = exclusive("a");
        worker.take(1);
        assertThat(clauses(waiting)).containsExactlyInAnyOrder("resource a", "order " + running);
        worker.close();
        await().untilAsserted(() -> assertThat(clauses(waiting))
                .containsExactlyInAnyOrder("resource a", "order " + running, "recovering worker-1"));
    }

    private List<String> clauses(long id) throws SQLException {
        try (var connection = database.source().get()) {
            return TaskReader.clauses(connection, id)
                    .stream()
                    .map(clause -> clause.kind() + " " + clause.subject())
                    .toList();
        }
    }
}
