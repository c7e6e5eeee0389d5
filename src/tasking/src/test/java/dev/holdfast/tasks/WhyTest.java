package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest.IfFailed;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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
                .matches(
                        "Waits for repo/A \\(exclusive\\), behind 3 tasks; task %d \\(work\\) holds it on worker-1 since %s"
                                .formatted(running, MOMENTS));
        assertThat(tasks.why(running)).matches("Does not wait: running on worker-1 since " + MOMENTS);
    }

    @Test
    void namesEachResourceThatIsMissingAndNoOther() throws SQLException {
        long a = exclusive("a");
        long b = shared("b");
        worker.take(9);
        long waiting = submit(TaskRequest.of("work").exclusive("a", "b", "free"));
        worker.admit();
        assertThat(tasks.why(waiting)).contains("a (exclusive), behind 1 task; task " + a + " (work) holds it")
                .contains("b (exclusive), behind 1 task; task " + b + " (work) shares it")
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
    void aWorkerThatDiedWithNobodyToSettleItIsNotWaitedFor() throws SQLException {
        long ready = submit(TaskRequest.of("work"));
        worker.session().fallAsleep(List.of("work"));
        try (var connection = database.open()) {
            Sql.run(connection, "SELECT pg_terminate_backend(backend_pid, 5000) FROM holdfast.workers WHERE id = ?",
                    worker.id());
        }
        assertThat(tasks.why(ready)).isEqualTo("Waits for a worker: none is online");
        try (var other = TestWorker.register(database.settings(), "worker-2", "gc")) {
            assertThat(tasks.why(ready)).isEqualTo("Waits for a worker that runs the handler 'work': none of those "
                    + "online does");
        }
    }

    @Test
    void aTaskWithoutItsPlaceIsNotCalledReady() throws SQLException {
        long late = exclusive("a");
        assertThat(tasks.why(late)).isEqualTo("Waits for its place in line: it was just submitted; "
                + "the one worker that runs its handler is busy");
        worker.session().fallAsleep(List.of("work"));
        assertThat(tasks.why(late)).isEqualTo("Waits for its place in line: it was just submitted; "
                + "a worker that runs its handler is idle");
        worker.session().end(WorkerState.STOPPED);
        assertThat(tasks.why(late)).isEqualTo("Waits for its place in line: it was just submitted; "
                + "waits for a worker: none is online");
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
    void theSentenceIsMadeOfTheClauses() throws SQLException {
        exclusive("a");
        long waiting = exclusive("a");
        worker.take(1);
        try (var connection = database.open()) {
            List<String> texts = TaskReader.clauses(connection, waiting).stream().map(Clause::text).toList();
            assertThat(texts).hasSize(2);
            assertThat(tasks.why(waiting)).startsWith("Waits for a (exclusive), behind 1 task; task ");
            assertThat(texts.getFirst()).isEqualTo("waits for a (exclusive), behind 1 task");
        }
    }

    @Test
    void aLongSentenceIsCutAndTheClausesAreNot() throws SQLException {
        List<Long> before = IntStream.range(0, 9).mapToObj(i -> submit(TaskRequest.of("work"))).toList();
        long after = submit(TaskRequest.of("work").after(before, IfFailed.RUN));
        assertThat(tasks.why(after)).startsWith("Waits for the end of task " + before.getFirst() + " (work); ")
                .endsWith("; and 3 more");
        assertThat(clauses(after)).hasSize(9);
    }

    @Test
    void aStopOfIntakeIsToldBeforeAllElse() throws SQLException {
        long due = submit(TaskRequest.of("work").due(Instant.now().plusSeconds(3600)));
        database.run("SELECT holdfast.set_intake(false)");
        assertThat(clauses(due)).singleElement().satisfies(text -> assertThat(text).startsWith("pause "));
        assertThat(tasks.why(due)).startsWith("Intake is stopped by ");
    }

    @Test
    void ofTypeManagerATaskWaitsInTheManagersLine() throws SQLException {
        long lined = exclusive("a");
        long behind = exclusive("a");
        worker.admit();
        database.run("UPDATE holdfast.worker_type SET type = 'manager'");
        assertThat(clauses(lined)).containsExactly("manager ");
        assertThat(tasks.why(lined)).isEqualTo("No worker has put it on the list of the resource manager yet");
        database.run("INSERT INTO holdfast.manager_line (task_id) VALUES (?), (?)", lined, behind);
        assertThat(tasks.why(lined)).startsWith("Waits in the resource manager's line of length 2");
        database.run("UPDATE holdfast.manager_line SET worker_id = ?", worker.id());
        assertThat(clauses(behind)).containsExactly("resource a", "order " + lined, "manager worker-1");
        assertThat(tasks.why(behind)).endsWith("is on the list of the worker worker-1, which takes it in its turn");
        assertThat(proven(behind)).isEqualTo(3);
    }

    @Test
    void eachClauseIsProvenByItsQuery() throws SQLException {
        long first = exclusive("a");
        long second = submit(TaskRequest.of("work").exclusive("a").maxAttempts(9));
        assertThat(proven(second)).as("submitted").isEqualTo(2);
        worker.take(1);
        assertThat(proven(second)).as("blocked").isEqualTo(2);
        long due = submit(TaskRequest.of("work").due(Instant.now().plusSeconds(3600)));
        assertThat(proven(due)).as("due").isOne();
        assertThat(proven(submit(TaskRequest.of("work").after(first)))).as("after").isOne();
        submit(TaskRequest.of("work").priority(5));
        assertThat(proven(submit(TaskRequest.of("work")))).as("ready, behind another").isEqualTo(2);
        try (var person = database.settings().open("Ann's psql")) {
            Sql.run(person, "SELECT holdfast.hold('b')");
            long held = exclusive("b");
            worker.admit();
            assertThat(clauses(held)).first().asString().startsWith("held ");
            assertThat(proven(held)).as("held").isOne();
        }
        database.run("SELECT holdfast.set_intake(false)");
        assertThat(proven(second)).as("pause").isOne();
        worker.close();
        database.run("SELECT holdfast.set_intake(true)");
        await().untilAsserted(() -> assertThat(proven(second)).as("recovering").isEqualTo(3));
    }

    /** How many clauses a task has; the query of each finds something. */
    private int proven(long id) throws SQLException {
        try (var connection = database.source().get()) {
            List<Clause> clauses = TaskReader.clauses(connection, id);
            for (Clause clause : clauses) {
                assertThat(Sql.list(connection, clause.proof(), row -> row)).as(clause.toString()).isNotEmpty();
            }
            return clauses.size();
        }
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
        assertThat(tasks.why(waiting)).contains("; task " + running + " (work) holds it on worker-1 since ")
                .endsWith("; the worker worker-1 is to take its locks back, or is lost");
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
