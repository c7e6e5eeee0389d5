package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
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

        assertThat(tasks.ids(ALL.blockedBy(reader), 9)).containsExactly(after, writer);
        assertThat(tasks.ids(ALL.blockedBy(writer), 9)).containsExactly(last);
        assertThat(tasks.ids(ALL.blockedBy(elsewhere), 9)).isEmpty();
        assertThat(tasks.ids(ALL.blockedBy(besides).name("WOR"), 9)).containsExactly(writer);
        assertThat(tasks.ids(ALL.blockedBy(99_999L), 9)).isEmpty();
    }

    @Test
    void oldOnesAreFoundByTheirAge() throws Exception {
        long old = exclusive("repo/A");
        database.run("UPDATE holdfast.unfinished SET submitted_at = submitted_at - interval '2 hours'");
        long young = exclusive("repo/A");

        assertThat(tasks.ids(ALL.olderThan(Duration.ofHours(1)), 9)).containsExactly(old);
        assertThat(tasks.ids(ALL.olderThan(Duration.ofHours(3)), 9)).isEmpty();
        assertThat(tasks.ids(ALL.oldestFirst(), 9)).containsExactly(old, young);
        assertThat(tasks.ids(ALL, 1)).containsExactly(young);
    }

    private List<Long> found(Phase phase) {
        return tasks.ids(ALL.phases(Set.of(phase)), 9);
    }
}
