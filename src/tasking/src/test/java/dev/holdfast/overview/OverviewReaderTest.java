package dev.holdfast.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.Database;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewReaderTest extends DatabaseTest {
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w-1", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void nothingIsWrongWithTasksThatRunAndWait() throws SQLException {
        submit(TaskRequest.of("work").exclusive("a").shared("s"));
        submit(TaskRequest.of("work").exclusive("a"));
        submit(TaskRequest.of("work").shared("s"));
        worker.take(3);
        Overview overview = read();
        assertThat(overview.suspicions()).isEmpty();
        assertThat(overview.unserved()).isEmpty();
        assertThat(overview.failures()).isEmpty();
    }

    @Test
    void theResourceThatCostsMostWaitingComesFirst() throws SQLException {
        long first = exclusive("busy");
        exclusive("busy");
        exclusive("busy");
        submit(TaskRequest.of("work").exclusive("calm"));
        submit(TaskRequest.of("other").exclusive("calm"));
        worker.take(2);
        database.run("UPDATE holdfast.unfinished SET submitted_at = submitted_at - interval '1 minute'");
        Overview overview = read();
        assertThat(overview.contended()).extracting(Contention::resource).containsExactly("busy", "calm");
        Contention busy = overview.contended().getFirst();
        assertThat(busy.waiting()).isEqualTo(2);
        assertThat(busy.waited()).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(busy.head()).isEqualTo(first);
        assertThat(busy.worker()).isEqualTo("w-1");
        assertThat(busy.started()).isNotNull();
    }

    @Test
    void readyTasksThatNoWorkerServesAreNamed() throws SQLException {
        submit(TaskRequest.of("unknown"));
        submit(TaskRequest.of("unknown"));
        submit(TaskRequest.of("work"));
        assertThat(read().unserved()).singleElement().satisfies(unserved -> {
            assertThat(unserved.handler()).isEqualTo("unknown");
            assertThat(unserved.tasks()).isEqualTo(2);
        });
    }

    @Test
    void failuresAreGroupedByTheirReasonWithoutItsNumbers() throws SQLException {
        for (String message : List.of("no file 17\nat line 3", "no file 4", "timed out")) {
            submit(TaskRequest.of("work"));
            Claimed task = worker.take(1).getFirst();
            worker.finish(task, new Outcome.Failed(new TaskError("IOException", message, null), null));
        }
        assertThat(read().failures()).extracting(FailureGroup::message, FailureGroup::tasks, FailureGroup::recent)
                .containsExactly(tuple("no file #", 2, 2), tuple("timed out", 1, 1));
        database.run("UPDATE holdfast.finished SET finished_at = finished_at - interval '2 minutes'");
        assertThat(read().failures()).extracting(FailureGroup::recent).containsOnly(0);
    }

    @Test
    void aLockThatIsMissingAndTwoInConflictAreSuspected() throws SQLException {
        long one = exclusive("a");
        long two = exclusive("b");
        try (TestWorker other = TestWorker.register(database.settings(), "w-2", "work")) {
            worker.take(1);
            other.take(1);
            // As only a bug could do: the second needs what the first has.
            database.run(
                    "UPDATE holdfast.unfinished SET exclusive_ids = (SELECT u.exclusive_ids FROM holdfast.unfinished AS u"
                            + " WHERE u.id = ?) WHERE id = ?",
                    one, two);
            assertThat(read().suspicions()).containsExactly(new Suspicion.Overlap("a", one, "w-1", two, "w-2"),
                    new Suspicion.Unlocked("a", two, "w-2",
                            value(Integer.class, "SELECT backend_pid FROM holdfast.workers WHERE id = ?", other.id())));
        }
    }

    @Test
    void thePulseCountsWhatCameAndWentAlsoWhatIsNotKept() throws SQLException {
        Pulse before = pulse();
        tasks.submitAll(Collections.nCopies(100, TaskRequest.of("work").forget()));
        submit(TaskRequest.of("work"));
        worker.complete(worker.take(101));
        // The server's statistics come late, those of tests before this one too; before PostgreSQL 15 with what a session does next.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            worker.take(1);
            tasks.find(1);
            Pulse now = pulse();
            assertThat(now.submitted() - before.submitted()).isBetween(101L, 150L);
            assertThat(now.ended() - before.ended()).isBetween(101L, 150L);
            assertThat(now.medianWait()).isNotNull();
        });
    }

    private Overview read() throws SQLException {
        try (Connection connection = database.open()) {
            OverviewReader.Look look = OverviewReader.read(connection, Database.now(connection), 10);
            assertThat(look.alive()).isEqualTo(WorkerReader.alive(connection));
            return look.overview();
        }
    }

    private Pulse pulse() throws SQLException {
        try (Connection connection = database.open()) {
            return OverviewReader.pulse(connection);
        }
    }
}
