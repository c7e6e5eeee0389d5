package dev.holdfast.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Mailbox;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules, with a worker that is moved by hand and times that are moved in the table. */
class SchedulesTest extends DatabaseTest {
    private static final TaskRequest WORK = TaskRequest.of("work");
    private static final ScheduleRequest HOURLY = ScheduleRequest.every("s", Duration.ofHours(1), WORK);
    private static final Duration HOUR = Duration.ofHours(1);

    private Schedules schedules;
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        schedules = new Schedules(database.source());
        worker = TestWorker.register(database.settings(), "w", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void aWorkerComputesTheFirstTimeAndFiresWhenItHasCome() throws SQLException {
        schedules.add(HOURLY);
        assertThat(schedule().next()).isNull();
        assertThat(worker.session().makeDue()).isBetween(HOUR.minusMinutes(1), HOUR);
        assertThat(schedule().next()).isEqualTo(schedule().since().plus(HOUR));
        assertThat(list()).isEmpty();

        passed(HOUR);
        assertThat(worker.session().makeDue()).isBetween(HOUR.minusMinutes(1), HOUR);
        Claimed task = worker.take(9).getFirst();
        assertThat(task.key()).isEqualTo("schedule s at " + schedule().last().toString().replaceAll("\\.\\d+", ""));
        assertThat(schedule()).extracting(Schedule::fired, Schedule::lastTask).containsExactly(1L, task.id());
        worker.session().makeDue();
        assertThat(list()).hasSize(1);
    }

    @Test
    void itSubmitsTheTaskAsItWasGiven() throws SQLException {
        schedules.add(ScheduleRequest.cron("s", "0 0 1 1 *", ZoneId.of("Europe/Berlin"),
                TaskRequest.of("t")
                        .handler("work")
                        .exclusive("a")
                        .shared("b")
                        .payload("{\"x\": 1}")
                        .priority(3)
                        .maxAttempts(2)
                        .group("g")
                        .uniqueKey("own")));
        long id = schedules.runNow("s");
        Task task = task(id);
        assertThat(task.summary()).extracting(TaskSummary::name, TaskSummary::handler, TaskSummary::exclusive,
                TaskSummary::shared, TaskSummary::priority)
                .containsExactly("t", "work", List.of("a"), List.of("b"), 3);
        assertThat(task.payload()).isEqualTo("{\"x\": 1}");
        assertThat(task.options().uniqueKey()).isEqualTo("own");
        assertThat(task.options().group()).isEqualTo("g");
        assertThat(worker.session().makeDue()).isPositive();
    }

    @Test
    void whoAddsOneFromSqlTellsTheWorkerThatWatchesTheTime() throws SQLException {
        worker.session().makeDue();
        try (Mailbox mail = Mailbox.open(database.settings(), "w", worker.id())) {
            database.run(
                    "SELECT holdfast.schedule('s', '{\"handler\": \"work\"}', cron => '0 3 * * *', zone => 'Asia/Tokyo')");
            assertThat(mail.receive(Duration.ofSeconds(5))).containsExactly(new Mailbox.Message.Time());
        }
        worker.session().makeDue();
        assertThat(schedule().next().atZone(ZoneId.of("Asia/Tokyo")).getHour()).isEqualTo(3);
    }

    @Test
    void afterDowntimeItSkipsOrFiresOnceOrForEach() throws SQLException {
        schedules.add(HOURLY);
        schedules.add(new ScheduleRequest("skip", WORK, null, ZoneId.of("UTC"), HOUR, Missed.SKIP, false));
        schedules.add(new ScheduleRequest("all", WORK, null, ZoneId.of("UTC"), HOUR, Missed.ALL, true));
        schedules.add(new ScheduleRequest("long", WORK, null, ZoneId.of("UTC"), HOUR, Missed.ALL, true));
        worker.session().makeDue();
        passed(HOUR.multipliedBy(5).plusMinutes(30));
        database.run(
                "UPDATE holdfast.schedules SET since = since - interval '40 days', next_at = next_at - interval '40 days' WHERE name = 'long'");
        Duration next = worker.session().makeDue();
        assertThat(next).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        assertThat(schedules.list()).extracting(Schedule::name, Schedule::fired)
                .containsExactly(tuple("all", 5L),
                        tuple("long", 100L),
                        tuple("s", 1L),
                        tuple("skip", 0L));
        assertThat(list()).hasSize(106);
        Schedule all = schedules.find("all").orElseThrow();
        assertThat(all.last()).isEqualTo(all.since().plus(HOUR.multipliedBy(5)));
        assertThat(schedules.find("s").orElseThrow().last())
                .isEqualTo(schedules.find("s").orElseThrow().since().plus(HOUR));
    }

    @Test
    void whatIsOnlyALittleLateIsNotMissed() throws SQLException {
        schedules.add(HOURLY.missed(Missed.SKIP));
        worker.session().makeDue();
        passed(HOUR.plusSeconds(20));
        worker.session().makeDue();
        assertThat(schedule().fired()).isOne();
        passed(HOUR.multipliedBy(7));
        worker.session().makeDue();
        assertThat(schedule().leftOut()).as("of the seven only the latest, and that while its task is unfinished")
                .isOne();
    }

    @Test
    void itLeavesAFiringOutWhileItsTaskIsUnfinished() throws SQLException {
        schedules.add(HOURLY);
        schedules.add(new ScheduleRequest("o", WORK, null, ZoneId.of("UTC"), HOUR, Missed.ONCE, false).overlapping());
        for (int i = 0; i < 3; i++) {
            worker.session().makeDue();
            passed(HOUR.plusSeconds(1));
        }
        worker.session().makeDue();
        assertThat(schedule()).extracting(Schedule::fired, Schedule::leftOut).containsExactly(1L, 2L);
        assertThat(schedules.find("o").orElseThrow()).extracting(Schedule::fired, Schedule::leftOut)
                .containsExactly(3L, 0L);
        worker.complete(worker.take(9));
        passed(HOUR.plusSeconds(1));
        worker.session().makeDue();
        assertThat(schedule().fired()).isEqualTo(2);
    }

    @Test
    void aPausedOneFiresNotAndMakesUpForNothing() throws SQLException {
        schedules.add(HOURLY);
        worker.session().makeDue();
        schedules.pause("s");
        passed(HOUR.multipliedBy(3));
        assertThat(worker.session().makeDue()).isNull();
        assertThat(list()).isEmpty();
        schedules.resume("s");
        assertThat(worker.session().makeDue()).isBetween(HOUR.minusMinutes(1), HOUR);
        assertThat(list()).isEmpty();
        schedules.remove("s");
        assertThat(worker.session().makeDue()).isNull();
        assertThatThrownBy(() -> schedules.pause("s")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> schedules.runNow("s")).isInstanceOf(NotFound.class);
    }

    @Test
    void theSameIsAddedOnceAndAnotherOfThatNameIsRefused() {
        assertThat(schedules.add(HOURLY)).isTrue();
        assertThat(schedules.add(HOURLY)).isFalse();
        assertThatThrownBy(() -> schedules.add(HOURLY.overlapping())).isInstanceOf(InvalidInput.class)
                .hasMessage("there is another schedule \"s\"");
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() throws SQLException {
        refused("'s', '{}'", "has no time");
        refused("'s', '{}', cron => '* * *'", "five fields");
        refused("'s', '{}', every => '1 ms'", "fires every");
        refused("'s', '{}', every => '1 h', zone => 'Europe/Atlantis'", "there is no time zone");
        refused("'s', '{}', every => '1 h', missed => 'all'", "not while a task is unfinished");
        refused("'s', '{\"due_at\": \"2030-01-01Z\"}', every => '1 h'", "without due_at");
        refused("'s', '{\"priority\": 99999}', every => '1 h'", "the priority is 99999");
        refused("'s', '[]', every => '1 h'", "JSON object");
        assertThatThrownBy(() -> ScheduleRequest.cron("s", "61 * * * *", ZoneId.of("UTC"), WORK))
                .isInstanceOf(InvalidInput.class);
        assertThat(list()).as("what was tried out is undone").isEmpty();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.schedules")).isZero();
    }

    @Test
    void whatOnlyAWorkerFindsMarksItAsBroken() throws SQLException {
        database.run("SELECT holdfast.schedule('s', '{\"handler\": \"work\"}', cron => '61 * * * *')");
        assertThat(worker.session().makeDue()).isNull();
        assertThat(schedule().broken()).contains("61");

        schedules.add(new ScheduleRequest("late", WORK, null, ZoneId.of("UTC"), HOUR, Missed.ONCE, false));
        worker.session().makeDue();
        database.run("UPDATE holdfast.schedules SET request = request || '{\"priority\": 99999}' WHERE name = 'late'");
        passed(HOUR);
        assertThat(worker.session().makeDue()).isNull();
        assertThat(schedules.find("late").orElseThrow().broken()).isEqualTo("the priority is 99999");
        schedules.resume("late");
        assertThat(worker.session().makeDue()).isPositive();
    }

    @Test
    void manyWorkersAtOnceFireItOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            schedules.add(new ScheduleRequest("s" + i, WORK, null, ZoneId.of("UTC"), HOUR, Missed.ONCE, true));
        }
        worker.session().makeDue();
        int sessions = 6;
        var barrier = new CyclicBarrier(sessions, () -> passed(HOUR.plusSeconds(1)));
        List<Future<Void>> results = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < sessions; i++) {
                results.add(threads.submit(() -> {
                    try (Connection connection = database.open()) {
                        for (int round = 0; round < 20; round++) {
                            barrier.await();
                            DueSchedules.fire(connection);
                        }
                    }
                    return null;
                }));
            }
        }
        for (Future<Void> result : results) {
            result.get();
        }
        worker.session().makeDue();
        assertThat(schedules.list()).extracting(Schedule::fired).containsOnly(20L);
        assertThat(value(Long.class, "SELECT count(DISTINCT unique_key) FROM holdfast.tasks")).isEqualTo(200);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.tasks")).isEqualTo(200);
    }

    @Test
    void aScheduleInOtherHandsIsLeftAlone() throws SQLException {
        schedules.add(HOURLY);
        worker.session().makeDue();
        passed(HOUR);
        try (Connection slow = database.open()) {
            slow.setAutoCommit(false);
            Sql.run(slow, "SELECT holdfast.pause_schedule('s')");
            assertThat(worker.session().makeDue()).isZero();
            slow.rollback();
        }
        worker.session().makeDue();
        assertThat(schedule().fired()).isOne();
    }

    @Test
    void aSpanCountsFromWhenItWasAdded() {
        schedules.add(HOURLY);
        assertThat(schedule().times(schedule().since(), 3)).hasSize(3)
                .first()
                .extracting(first -> Duration.between(schedule().since(), (Instant) first))
                .isEqualTo(HOUR);
    }

    private void refused(String arguments, String message) {
        assertThatThrownBy(() -> database.run("SELECT holdfast.schedule(" + arguments + ")")).as(arguments)
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(message);
    }

    private Schedule schedule() {
        return schedules.find("s").orElseThrow();
    }

    private List<TaskSummary> list() {
        return tasks.list(TaskFilter.all(), 1000);
    }

    /** So much time has gone by, as the schedules see it. */
    private void passed(Duration time) {
        database.run("""
                UPDATE holdfast.schedules SET since = since - ?::interval, next_at = next_at - ?::interval
                """, time.toString(), time.toString());
    }
}
