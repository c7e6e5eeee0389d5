package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.schedules.Schedule;
import dev.holdfast.schedules.ScheduleRequest;
import dev.holdfast.schedules.Schedules;
import dev.holdfast.tasks.TaskRequest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules and worker processes, none of which ever sweeps. */
class ScheduledTest extends WorkerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Schedules schedules;

    @BeforeEach
    void open() {
        schedules = new Schedules(workers.source());
    }

    @Test
    void severalWorkersFireEachTimeOnce() {
        workers.startAll(3, NO_SWEEP).forEach(workers::awaitDeepSleep);
        schedules.add(ScheduleRequest.every("s", SECOND, task()).overlapping());
        awaitFired(3);
        schedules.pause("s");
        Schedule seen = schedule();
        assertThat(keys()).as("one task for each time").hasSize((int) seen.fired()).doesNotHaveDuplicates();
        awaitCompleted(seen.fired());
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aCronExpressionFromSqlIsComputedByAWorker() {
        workers.awaitDeepSleep(workers.start(NO_SWEEP));
        assertThat(workers.value(Boolean.class,
                "SELECT holdfast.schedule('s', '{\"handler\": \"sleep\"}', cron => '30 2 * * *', zone => 'Asia/Tokyo')"))
                .isTrue();
        await().atMost(Workers.PATIENCE).until(() -> schedule().next() != null);
        assertThat(schedule().next()).isEqualTo(schedule().times(schedule().since(), 1).getFirst());
        assertThat(schedule().next().atZone(ZoneId.of("Asia/Tokyo")).toLocalTime()).hasToString("02:30");

        workers.value(Boolean.class, "SELECT holdfast.schedule('wrong', '{}', cron => '0 0 31 2 *')");
        await().atMost(Workers.PATIENCE).until(() -> schedules.find("wrong").orElseThrow().broken() != null);
        assertThat(schedules.find("wrong").orElseThrow().broken()).contains("never comes");
    }

    @Test
    void whenTheWorkerThatWatchesTheTimeIsKilledAnotherFires() {
        List<WorkerProcess> two = workers.startAll(2, NO_SWEEP);
        two.forEach(workers::awaitDeepSleep);
        schedules.add(ScheduleRequest.every("s", SECOND, task()).overlapping());
        awaitFired(2);
        WorkerProcess keeper = two.stream().filter(this::keepsTime).findFirst().orElseThrow();
        keeper.kill();
        awaitFired(schedule().fired() + 3);
        schedules.pause("s");
        assertThat(keys()).hasSize((int) schedule().fired()).doesNotHaveDuplicates();
    }

    @Test
    void whatWasMissedWhileNoWorkerWasThereIsMadeUpFor() {
        schedules.add(ScheduleRequest.every("s", Duration.ofHours(1), task()));
        workers.value(Long.class, """
                WITH moved AS (UPDATE holdfast.schedules SET since = since - interval '5 hours' RETURNING 1)
                SELECT count(*) FROM moved
                """);
        workers.start(NO_SWEEP);
        awaitCompleted(1);
        assertThat(schedule()).extracting(Schedule::fired, Schedule::last)
                .containsExactly(1L, schedule().since().plus(Duration.ofHours(1)));
    }

    @Test
    void itDoesNotFireWhileItsTaskRuns() {
        workers.startAll(2, NO_SWEEP);
        schedules.add(ScheduleRequest.every("s", SECOND, witness.heldTask("held")));
        await().atMost(Workers.PATIENCE).until(() -> schedule().leftOut() >= 2);
        assertThat(schedule().fired()).isOne();
        witness.release("held");
        awaitFired(2);
    }

    private TaskRequest task() {
        return witness.task("scheduled", 0).exclusive("repo/A");
    }

    private Schedule schedule() {
        return schedules.find("s").orElseThrow();
    }

    private void awaitFired(long times) {
        await().atMost(Workers.PATIENCE).until(() -> schedule().fired() >= times);
    }

    private void awaitCompleted(long count) {
        await().atMost(Workers.PATIENCE)
                .until(() -> workers.value(Long.class,
                        "SELECT count(*) FROM holdfast.tasks WHERE state = 'completed'") == count);
    }

    private List<String> keys() {
        return Sql.call(workers.source(), connection -> Sql.list(connection,
                "SELECT unique_key FROM holdfast.tasks", row -> row.getString(1)));
    }

    private boolean keepsTime(WorkerProcess worker) {
        return workers.value(Boolean.class,
                """
                        SELECT EXISTS (SELECT FROM holdfast.clock AS c JOIN holdfast.workers AS w ON w.id = c.worker_id WHERE w.pid = ?)
                        """,
                worker.pid());
    }
}
