package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tasks are found in the database by what is asked, and their order and cap are kept. */
class TaskFilterTest extends DatabaseTest {
    private static final TaskFilter ALL = TaskFilter.all();

    @Test
    void eachPhaseIsFoundByItself() throws Exception {
        try (var person = database.open();
                var worker = TestWorker.register(database.settings(), "w", "work", "held")) {
            long running = exclusive("repo/A");
            worker.take(1);
            person.createStatement().execute("SELECT holdfast.hold('repo/H')");
            long held = submit(TaskRequest.of("held").exclusive("repo/H"));
            long blocked = exclusive("repo/A");
            worker.take(1);
            long ready = submit(TaskRequest.of("other"));
            long scheduled = submit(TaskRequest.of("work").due(Instant.now().plusSeconds(3_600)));
            long after = submit(TaskRequest.of("work").after(running));
            long canceled = submit(TaskRequest.of("other"));
            tasks.cancel(canceled);

            assertThat(found(Phase.RUNNING)).containsExactly(running);
            assertThat(found(Phase.HELD)).containsExactly(held);
            assertThat(found(Phase.BLOCKED)).containsExactly(blocked);
            assertThat(found(Phase.READY)).containsExactly(ready);
            assertThat(found(Phase.SCHEDULED)).containsExactly(scheduled);
            assertThat(found(Phase.SUBMITTED)).containsExactly(after);
            assertThat(found(Phase.CANCELED)).containsExactly(canceled);
            assertThat(found(Phase.LOST)).isEmpty();
            assertThat(tasks.list(ALL.phases(Set.of(Phase.RUNNING, Phase.READY)), 9)).extracting(TaskSummary::phase)
                    .containsExactly(Phase.READY, Phase.RUNNING);
        }
    }

    @Test
    void whatIsBehindATaskIsFoundByItsNumber() throws Exception {
        long reader = shared("repo/A");
        long besides = shared("repo/A");
        long writer = exclusive("repo/A", "repo/B");
        long last = shared("repo/B");
        long elsewhere = exclusive("repo/C");
        long after = submit(TaskRequest.of("work").after(reader));
        try (var worker = TestWorker.register(database.settings(), "w", "work")) {
            worker.take(1);
        }

        assertThat(found(ALL.blockedBy(reader))).containsExactly(after, writer);
        assertThat(found(ALL.blockedBy(writer))).containsExactly(last);
        assertThat(found(ALL.blockedBy(elsewhere))).isEmpty();
        assertThat(found(ALL.blockedBy(besides).name("WOR"))).containsExactly(writer);
        assertThat(found(ALL.blockedBy(99_999L))).isEmpty();
    }

    @Test
    void oldOnesAreFoundByTheirAge() throws Exception {
        long old = exclusive("repo/A");
        database.run("UPDATE holdfast.unfinished SET submitted_at = submitted_at - interval '2 hours'");
        long young = exclusive("repo/A");

        assertThat(found(ALL.olderThan(Duration.ofHours(1)))).containsExactly(old);
        assertThat(found(ALL.olderThan(Duration.ofHours(3)))).isEmpty();
        assertThat(found(ALL.oldestFirst())).containsExactly(old, young);
        assertThat(tasks.ids(ALL, 1)).containsExactly(young);
    }

    @Test
    void aValueMayHaveAnyCharacters() throws Exception {
        long odd = submit(TaskRequest.of("it's 100% \\ done_").exclusive("a'b\\c"));
        submit(TaskRequest.of("its 100 done"));

        assertThat(found(ALL.name("'S 100% \\ DONE_"))).containsExactly(odd);
        assertThat(found(ALL.resource("a'b\\c").states(Set.of(TaskState.WAITING)))).containsExactly(odd);
        assertThat(found(ALL.worker("nobody's").group("no group"))).isEmpty();
    }

    private List<Long> found(Phase phase) throws SQLException {
        return found(ALL.phases(Set.of(phase)));
    }

    /** The query for people finds the same. */
    private List<Long> found(TaskFilter filter) throws SQLException {
        List<Long> found = tasks.ids(filter, 9);
        try (var connection = database.open()) {
            assertThat(Sql.list(connection, filter.sql(), row -> row.getLong("id"))).as(filter.sql()).isEqualTo(found);
        }
        return found;
    }
}
