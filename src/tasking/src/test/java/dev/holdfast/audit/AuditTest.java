package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.database.Sql;
import dev.holdfast.retention.Cleaning;
import dev.holdfast.retention.Retention;
import dev.holdfast.schedules.ScheduleRequest;
import dev.holdfast.schedules.Schedules;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators do is noted by the database itself. */
class AuditTest extends DatabaseTest {
    @Test
    void cancelsAreNotedWithWhatCameOfThem() throws SQLException {
        long waiting = exclusive("repo/A");
        long running = exclusive("repo/A");
        try (TestWorker worker = TestWorker.register(database.settings(), "w", "work")) {
            tasks.cancel(waiting);
            worker.take(1);
            tasks.cancel(running);
        }
        tasks.cancel(waiting);
        assertThat(entries(AuditFilter.all())).extracting(AuditEntry::action, AuditEntry::subject, AuditEntry::result)
                .containsExactly(tuple("cancel", "task " + waiting + " (work)", "canceled"),
                        tuple("cancel", "task " + running + " (work)", "canceling"),
                        tuple("cancel", "task " + waiting + " (work)", "canceled"));
    }

    @Test
    void aRetryIsNotedWithTheTaskThatCameOfIt() throws SQLException {
        long id = exclusive("repo/A");
        tasks.cancel(id);
        long again = tasks.retry(id);
        assertThat(tasks.retry(id)).isEqualTo(again);
        assertThat(entries(AuditFilter.all()).getLast())
                .extracting(AuditEntry::action, AuditEntry::subject, AuditEntry::result)
                .containsExactly("retry", "task " + id + " (work)", "task " + again);
        assertThat(entries(AuditFilter.all())).hasSize(2);
    }

    @Test
    void holdsReleasesAndEndedSessionsAreNotedWithWhoDidIt() throws SQLException {
        try (Connection ann = database.settings().open("Ann's psql");
                Connection bob = database.settings().open("Bob's psql");
                TestWorker worker = TestWorker.register(database.settings(), "w", "work")) {
            hold(ann, "a", true);
            hold(ann, "b", true);
            hold(bob, "b", false);
            assertThat(Sql.value(ann, Boolean.class, "SELECT holdfast.release('a')")).isTrue();
            long held = exclusive("b");
            assertThat(worker.take(1)).isEmpty();
            int session = Sql.value(ann, Integer.class, "SELECT pg_backend_pid()");
            assertThat(Sql.value(bob, Boolean.class, "SELECT holdfast.end_session(?)", session)).isTrue();
            assertThat(worker.takeIds(1)).containsExactly(held);
            int workers = value(Integer.class, "SELECT backend_pid FROM holdfast.workers");
            assertThat(Sql.value(bob, Boolean.class, "SELECT holdfast.end_session(?)", workers)).isFalse();
            assertThat(entries(AuditFilter.all()))
                    .extracting(AuditEntry::application, AuditEntry::action, AuditEntry::subject, AuditEntry::result)
                    .containsExactly(tuple("Ann's psql", "hold", "a", "exclusive"),
                            tuple("Ann's psql", "hold", "b", "exclusive"),
                            tuple("Bob's psql", "hold", "b", "in use"),
                            tuple("Ann's psql", "release", "a", "released"),
                            tuple("Bob's psql", "end session", "Ann's psql (session " + session + ")", "freed b"));
        }
        assertThat(entries(AuditFilter.all())).allSatisfy(entry -> {
            assertThat(entry.role()).isEqualTo(database.settings().user());
            assertThat(entry.host()).isNotEmpty();
        });
    }

    @Test
    void changesOfSchedulesAndOfRetentionAreNoted() throws SQLException {
        var schedules = new Schedules(database.source());
        schedules.add(ScheduleRequest.every("nightly", Duration.ofHours(1), TaskRequest.of("work")));
        schedules.pause("nightly");
        schedules.resume("nightly");
        long task = schedules.runNow("nightly");
        schedules.remove("nightly");
        new Retention(86_400.0, null).save(database.source());
        assertThat(entries(AuditFilter.all())).extracting(AuditEntry::action, AuditEntry::subject, AuditEntry::result)
                .containsExactly(tuple("pause schedule", "nightly", "paused"),
                        tuple("resume schedule", "nightly", "resumed"),
                        tuple("run schedule", "nightly", "task " + task),
                        tuple("remove schedule", "nightly", "removed"),
                        tuple("set retention", "finished tasks", "for 24:00:00, any at most"));
    }

    @Test
    void whatWasTakenBackIsNotNoted() throws SQLException {
        long task = exclusive("a");
        try (Connection connection = database.settings().open("regrets")) {
            connection.setAutoCommit(false);
            Sql.run(connection, "SELECT holdfast.cancel(?)", task);
            connection.rollback();
        }
        assertThat(entries(AuditFilter.all())).isEmpty();
    }

    @Test
    void oneFindsThemByTimeByWhoAndByWhat() throws SQLException {
        try (Connection ann = database.settings().open("Ann's psql"); Connection bob = database.open()) {
            hold(ann, "a", true);
            hold(bob, "b", true);
            Sql.run(bob, "SELECT holdfast.release('b')");
        }
        assertThat(entries(new AuditFilter(null, "ann", null))).extracting(AuditEntry::subject).containsExactly("a");
        assertThat(entries(new AuditFilter(null, null, "HOLD"))).extracting(AuditEntry::subject)
                .containsExactly("a", "b");
        assertThat(entries(new AuditFilter(null, "test", "release b"))).hasSize(1);
        database.run("UPDATE holdfast.audit SET at = at - interval '1 hour' WHERE subject = 'a'");
        assertThat(entries(new AuditFilter(Instant.now().minusSeconds(600), null, null))).hasSize(2);
        try (Connection connection = database.source().get()) {
            assertThat(AuditReader.list(connection, AuditFilter.all(), 1)).extracting(AuditEntry::action)
                    .containsExactly("release");
        }
    }

    @Test
    void itIsKeptForAYearAndNoMoreThanSoMuchOfIt() throws SQLException {
        database.run(
                """
                        INSERT INTO holdfast.audit (at, action, subject, result)
                        SELECT clock_timestamp() - CASE WHEN n <= 10 THEN interval '366 days' ELSE interval '1 day' END, 'hold', n::text, ''
                        FROM generate_series(1, 1500) AS n
                        """);
        clean();
        assertThat(value(Integer.class, "SELECT min(subject::integer) FROM holdfast.audit")).isEqualTo(11);
        database.run(
                """
                        INSERT INTO holdfast.audit (action, subject, result) SELECT 'hold', n::text, '' FROM generate_series(1501, 100100) AS n
                        """);
        clean();
        assertThat(value(Integer.class, "SELECT min(subject::integer) FROM holdfast.audit")).isEqualTo(101);
    }

    private void clean() throws SQLException {
        try (Connection connection = database.source().get()) {
            Cleaning.run(connection);
        }
    }

    private static void hold(Connection person, String resource, boolean taken) throws SQLException {
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold(?, false, false)", resource))
                .isEqualTo(taken);
    }

    /** The oldest first. */
    private List<AuditEntry> entries(AuditFilter filter) throws SQLException {
        try (Connection connection = database.source().get()) {
            return AuditReader.list(connection, filter, 100).reversed();
        }
    }
}
