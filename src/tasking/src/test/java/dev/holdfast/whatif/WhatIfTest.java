package dev.holdfast.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskRequest.IfFailed;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.whatif.Consequence.Kind;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an action, and that it then is so. */
class WhatIfTest extends DatabaseTest {
    private TestWorker worker;
    private Connection person;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
        person = database.settings().open("Ann's psql");
        other = database.settings().open("other");
    }

    @AfterEach
    void close() throws SQLException {
        worker.close();
        person.close();
        other.close();
    }

    @Test
    void aCancelOfARunningTaskFreesItsResourceForTheNext() throws SQLException {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        exclusive("repo/A");
        shared("repo/A");
        Claimed running = worker.take(1).getFirst();
        Consequences said = WhatIf.canceled(other, first);
        assertThat(said.sentence()).isEqualTo("frees repo/A; " + second + " (work) starts next; 2 more move up");
        tasks.cancel(first);
        worker.finish(running, new Outcome.Canceled());
        assertThat(worker.takeIds(9)).isEqualTo(said.tasks(Kind.STARTS)).containsExactly(second);
    }

    @Test
    void aCancelOfOneOfManyReadersFreesNothing() throws SQLException {
        long reader = shared("repo/A");
        shared("repo/A");
        exclusive("repo/A");
        worker.take(9);
        assertThat(WhatIf.canceled(other, reader).sentence()).isEqualTo("1 more moves up");
    }

    @Test
    void aCancelOfAWaitingWriterLetsTheReadersBehindItStart() throws SQLException {
        shared("repo/A");
        long writer = exclusive("repo/A");
        long reader = shared("repo/A");
        worker.take(9);
        assertThat(WhatIf.canceled(other, writer).sentence()).isEqualTo(reader + " (work) starts next");
        tasks.cancel(writer);
        assertThat(worker.takeIds(9)).containsExactly(reader);
        assertThat(WhatIf.canceled(other, reader).sentence()).isEqualTo("no other task moves");
    }

    @Test
    void aCancelSkipsThoseThatComeAfterIt() throws SQLException {
        long first = submit(TaskRequest.of("work").handler("nobody's"));
        long after = submit(TaskRequest.of("second").after(first));
        long afterThat = submit(TaskRequest.of("third").after(after));
        long cleanup = submit(TaskRequest.of("cleanup").after(List.of(first), IfFailed.RUN));
        worker.admit();
        Consequences said = WhatIf.canceled(other, first);
        assertThat(said.sentence()).isEqualTo(cleanup + " (cleanup) goes on, to its place in line; " + after
                + " (second), " + afterThat + " (third) come after it and are skipped");
        tasks.cancel(first);
        worker.admit();
        assertThat(List.of(after, afterThat)).allSatisfy(id -> assertThat(state(id)).isEqualTo(TaskState.SKIPPED));
        assertThat(state(cleanup)).isEqualTo(TaskState.WAITING);
    }

    @Test
    void theEndOfASessionFreesAllThatItHolds() throws SQLException {
        Sql.run(person, "SELECT holdfast.hold('a'), holdfast.hold('b', true)");
        long onA = exclusive("a");
        long onB = exclusive("b");
        long onBoth = exclusive("a", "b");
        assertThat(worker.take(9)).isEmpty();
        int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
        assertThat(WhatIf.released(other, "a").sentence()).isEqualTo("frees a; " + onA + " (work) starts next");
        Consequences said = WhatIf.ended(other, session);
        assertThat(said.sentence()).isEqualTo("frees a, b; " + onA + " (work), " + onB + " (work) start next");
        Sql.run(other, "SELECT pg_terminate_backend(?, 5000)", session);
        worker.session().sweep(List.of("work"));
        assertThat(worker.takeIds(9)).isEqualTo(said.tasks(Kind.STARTS)).doesNotContain(onBoth);
    }

    @Test
    void aSessionThatWaitsForTheResourceGetsItFirst() throws Exception {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        Claimed running = worker.take(1).getFirst();
        int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                Sql.run(person, "SELECT holdfast.hold('repo/A')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        String ann = "Ann's psql (session " + session + ")";
        await().untilAsserted(() -> assertThat(WhatIf.canceled(other, first).sentence())
                .isEqualTo("repo/A goes to " + ann + "; " + second
                        + " (work) is first in line then, but repo/A is wanted by " + ann));
        worker.complete(running);
        waiting.join();
        assertThat(worker.take(9)).isEmpty();
    }

    @Test
    void aWorkerThatStopsLeavesItsHandlerToNobody() throws SQLException {
        exclusive("repo/A");
        long second = exclusive("repo/A");
        worker.take(1);
        assertThat(WhatIf.stopped(other, worker.id()).sentence()).isEqualTo("frees repo/A; " + second
                + " (work) is first in line then and waits for a worker; no other worker runs work, for which 1 task waits");
        try (TestWorker next = TestWorker.register(database.settings(), "next", "work")) {
            assertThat(WhatIf.stopped(other, worker.id()).sentence())
                    .isEqualTo("frees repo/A; " + second + " (work) starts next");
            worker.session().end(WorkerState.DRAINING);
            assertThat(next.take(9)).isEmpty();
        }
    }

    @Test
    void aCancelOfSeveralTasksIsOneDeed() throws SQLException {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        long third = exclusive("repo/A");
        long after = submit(TaskRequest.of("work").after(second));
        Claimed running = worker.take(1).getFirst();
        Consequences said = new WhatIf(database.source()).canceled(List.of(first, second));
        assertThat(said.sentence()).isEqualTo("frees repo/A; " + third + " (work) starts next; " + after
                + " (work) comes after it and is skipped");
        tasks.cancel(second);
        tasks.cancel(first);
        worker.finish(running, new Outcome.Canceled());
        assertThat(worker.takeIds(9)).isEqualTo(said.tasks(Kind.STARTS));
        worker.admit();
        assertThat(state(after)).isEqualTo(TaskState.SKIPPED);
    }

    @Test
    void aKilledWorkerLeavesWhatMayRunAgainToTheOthersAndNoMore() throws SQLException {
        long once = exclusive("a");
        long behind = exclusive("a");
        long again = submit(TaskRequest.of("work").exclusive("b").maxAttempts(2));
        long after = submit(TaskRequest.of("work").after(once));
        worker.take(2);
        try (TestWorker next = TestWorker.register(database.settings(), "next", "work")) {
            Consequences said = new WhatIf(database.source()).killed(List.of(worker.id()));
            assertThat(said.tasks(Kind.STARTS)).containsExactlyInAnyOrder(behind, again);
            assertThat(said.tasks(Kind.SKIPPED)).containsExactly(after);
            worker.close();
            await().untilAsserted(() -> assertThat(
                    Sql.value(other, Integer.class, "SELECT holdfast.reap(?, '0 s')", worker.id())).isEqualTo(2));
            assertThat(next.takeIds(9)).containsExactlyInAnyOrderElementsOf(said.tasks(Kind.STARTS));
            next.admit();
            assertThat(state(once)).isEqualTo(TaskState.FAILED);
            assertThat(state(after)).isEqualTo(TaskState.SKIPPED);
        }
    }

    @Test
    void whatNobodyKnowsHasNoConsequence() throws SQLException {
        assertThat(WhatIf.canceled(other, 999_999).sentence()).isEqualTo("no other task moves");
        assertThat(WhatIf.released(other, "nothing").all()).isEmpty();
    }
}
