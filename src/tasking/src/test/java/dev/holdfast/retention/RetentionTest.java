package dev.holdfast.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is removed and what stays, with a worker that is moved by hand and ends that are moved in the table. */
class RetentionTest extends DatabaseTest {
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
    void tasksAreKeptForAMonthUnlessToldOtherwise() throws SQLException {
        assertThat(Retention.read(database.source())).isEqualTo(new Retention(30 * 86_400.0, 10_000_000L));
        List<Long> ids = finished(3);
        ended(ids.get(0), "31 days");
        ended(ids.get(1), "29 days");
        clean();
        assertThat(kept()).containsExactly(ids.get(1), ids.get(2));

        keep(Duration.ofDays(7), null);
        clean();
        assertThat(kept()).containsExactly(ids.get(2));
        keep(null, null);
        ended(ids.get(2), "9 years");
        clean();
        assertThat(kept()).containsExactly(ids.get(2));
    }

    @Test
    void theNewestAreKeptWhereThereAreTooMany() throws SQLException {
        List<Long> ids = finished(10);
        keep(null, 4L);
        clean();
        assertThat(kept()).isEqualTo(ids.subList(6, 10));
        clean();
        assertThat(kept()).hasSize(4);
        keep(null, 0L);
        clean();
        assertThat(kept()).isEmpty();
    }

    @Test
    void thousandsGoInBatchesAndYoungOnesBeforeThemHideNone() throws SQLException {
        database.run(
                """
                        INSERT INTO holdfast.finished (id, name, handler, state, priority, exclusive, shared, payload, max_attempts,
                                                       submitted_at, attempt, finished_at)
                        SELECT i, 'x', 'x', 'completed', 0, '{}', '{}', '{}', 1, now(), 1,
                               CASE WHEN i BETWEEN 3001 AND 25000 THEN now() ELSE now() - interval '40 days' END
                        FROM generate_series(1, 30000) AS i
                        """);
        clean();
        assertThat(count("finished WHERE id <= 3000")).isZero();
        clean();
        clean();
        assertThat(kept()).hasSize(22_000).doesNotContain(1L, 3000L, 25_001L, 30_000L);
    }

    @Test
    void logsGoWithTheirTasks() throws SQLException {
        List<Long> ids = finished(2);
        for (long id : ids) {
            database.run(
                    "INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) SELECT ?, 1, i, 'x' FROM generate_series(1, 25000) AS i",
                    id);
        }
        long unkept = submit(WORK.forget());
        Claimed claimed = worker.take(1).getFirst();
        worker.session().log(claimed, 0, "nobody can find this");
        clean();
        assertThat(count("task_logs WHERE task_id = " + unkept)).as("it runs").isOne();
        worker.complete(claimed);
        ended(ids.getFirst(), "31 days");
        clean();
        assertThat(count("task_logs")).isEqualTo(25_000);
        assertThat(count("task_logs WHERE task_id = " + ids.get(1))).isEqualTo(25_000);
    }

    @Test
    void aTaskThatOthersComeAfterStaysUntilTheyHaveLooked() throws SQLException {
        long first = submit(WORK);
        worker.fail(worker.take(1).getFirst(), "no luck");
        long second = submit(WORK.after(first));
        keep(Duration.ZERO, null);
        clean();
        assertThat(kept()).containsExactly(first);
        worker.admit();
        assertThat(state(second)).isEqualTo(TaskState.SKIPPED);
        clean();
        assertThat(kept()).isEmpty();
    }

    @Test
    void emptyGroupsKeysAndWorkersThatHaveEndedGo() throws SQLException {
        long open = submit(WORK.group("open"));
        long over = submit(WORK.group("over").uniqueKey("k", Duration.ofMillis(1)));
        database.run("SELECT holdfast.create_group('fresh')");
        worker.take(9);
        worker.complete(List.of());
        database.run(
                "UPDATE holdfast.task_groups SET created_at = created_at - interval '2 hours' WHERE name <> 'fresh'");
        try (TestWorker gone = TestWorker.register(database.settings(), "gone", "work")) {
            database.run("UPDATE holdfast.workers SET state = 'lost', ended_at = now() - interval '31 days' WHERE id = "
                    + gone.id());
            tasks.cancel(over);
            finishAll();
            ended(over, "31 days");
            clean();
            assertThat(names("SELECT name FROM holdfast.task_groups ORDER BY name")).containsExactly("fresh", "open");
            assertThat(count("unique_keys")).isZero();
            assertThat(names("SELECT name FROM holdfast.workers")).containsExactly("w");
        }
        assertThat(kept()).containsExactly(open);
    }

    @Test
    void aGroupThatSomebodyIsSubmittingToStays() throws SQLException {
        database.run("SELECT holdfast.create_group('g')");
        database.run("UPDATE holdfast.task_groups SET created_at = created_at - interval '2 hours'");
        try (Connection slow = database.open()) {
            slow.setAutoCommit(false);
            long id = Tasks.submit(slow, WORK.group("g"));
            clean();
            slow.commit();
            assertThat(task(id).options().group()).isEqualTo("g");
        }
        clean();
        assertThat(count("task_groups")).isOne();
    }

    @Test
    void onlyUnusedResourcesGoAndNoIdComesAgain() throws SQLException {
        long first = exclusive("held", "used", "unused");
        Claimed claimed = worker.take(1).getFirst();
        int highest = value(Integer.class, "SELECT max(id) FROM holdfast.resources");
        try (Connection person = database.open()) {
            worker.complete(claimed);
            long second = exclusive("used");
            worker.admit();
            Sql.run(person, "SELECT holdfast.hold('held')");
            clean();
            assertThat(names("SELECT name FROM holdfast.resources ORDER BY name")).as("registered a moment ago")
                    .hasSize(3);
            database.run("UPDATE holdfast.resources SET registered_at = registered_at - interval '25 hours'");
            clean();
            assertThat(names("SELECT name FROM holdfast.resources ORDER BY name")).containsExactly("held", "used");
            long third = exclusive("unused", "held");
            assertThat(worker.takeIds(9)).containsExactly(second);
            assertThat(value(Integer.class, "SELECT id FROM holdfast.resources WHERE name = 'unused'"))
                    .isGreaterThan(highest);
            Sql.run(person, "SELECT holdfast.release('held')");
            assertThat(worker.takeIds(9)).containsExactly(third);
        }
        assertThat(state(first)).isEqualTo(TaskState.COMPLETED);
    }

    /** A claim or a finish that had to wait would end with its lock time-out. */
    @Test
    void nothingWaitsForABatchThatIsOpen() throws SQLException {
        finished(5);
        long admitted = exclusive("repo/A");
        long blocked = exclusive("repo/A");
        worker.admit();
        exclusive("repo/B");
        keep(Duration.ZERO, 0L);
        database.run("INSERT INTO holdfast.resources (name) VALUES ('unused')");
        database.run("UPDATE holdfast.resources SET registered_at = now() - interval '2 days'");
        try (Connection open = database.open();
                TestWorker other = TestWorker.register(database.settings(), "w", "work")) {
            open.setAutoCommit(false);
            assertThat(Sql.value(open, Boolean.class, "SELECT removed FROM holdfast.remove_finished(0, NULL)"))
                    .isTrue();
            Sql.run(open, "SELECT holdfast.remove_groups(0)");
            Sql.run(open, "SELECT holdfast.remove_rest()");
            assertThat(Sql.value(open, Boolean.class, "SELECT kept_out FROM holdfast.remove_resources(0)")).isTrue();

            long free = submit(WORK);
            List<Claimed> claimed = other.take(9);
            assertThat(claimed).extracting(Claimed::id).containsExactly(admitted, free);
            assertThat(other.complete(claimed)).hasSize(2);
            assertThat(other.takeIds(9)).containsExactly(blocked);
            open.commit();
        }
        assertThat(names("SELECT name FROM holdfast.resources")).doesNotContain("unused");
    }

    @Test
    void oneSessionAtATimeCleansWhenItIsTime() throws SQLException {
        try (Connection one = database.open(); Connection other = database.open()) {
            assertThat(Cleaning.isDue(one)).as("there is no time in tests").isFalse();
            Retention.read(database.source()).save(database.source());
            assertThat(worker.session().makeDue()).isZero();
            assertThat(Cleaning.isDue(one)).isTrue();
            assertThat(Cleaning.isDue(other)).isFalse();
            assertThat(worker.session().makeDue()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));

            finished(1);
            keep(Duration.ZERO, null);
            Sql.run(one, "SELECT pg_advisory_lock(holdfast.admission_space(), 2)");
            Cleaning.run(other);
            assertThat(kept()).hasSize(1);
            one.close();
            clean();
            assertThat(kept()).isEmpty();
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> keep(Duration.ofSeconds(-1), null)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> keep(null, -1L)).isInstanceOf(InvalidInput.class).hasMessage("keep_at_most is -1");
    }

    private void keep(Duration time, Long count) {
        new Retention(null, count).keepFor(time).save(database.source());
    }

    private void clean() throws SQLException {
        try (Connection connection = database.open()) {
            Cleaning.run(connection);
        }
    }

    private List<Long> finished(int count) throws SQLException {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            ids.add(submit(WORK));
            worker.complete(worker.take(1));
        }
        return ids;
    }

    private void finishAll() throws SQLException {
        database.run(
                """
                        SELECT holdfast.finish(worker_id, ARRAY[task_id], ARRAY[attempt], ARRAY['completed'::holdfast.task_state],
                                               ARRAY[NULL], ARRAY[NULL], ARRAY[NULL], ARRAY[NULL])
                        FROM holdfast.running
                        """);
    }

    private void ended(long id, String ago) {
        database.run("UPDATE holdfast.finished SET finished_at = now() - ?::interval WHERE id = ?", ago, id);
    }

    private List<Long> kept() throws SQLException {
        try (Connection connection = database.open()) {
            return Sql.list(connection, "SELECT id FROM holdfast.finished ORDER BY id", row -> row.getLong(1));
        }
    }

    private List<String> names(String sql) throws SQLException {
        try (Connection connection = database.open()) {
            return Sql.list(connection, sql, row -> row.getString(1));
        }
    }

    private long count(String table) throws SQLException {
        return value(Long.class, "SELECT count(*) FROM holdfast." + table);
    }
}
