package dev.holdfast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditReader;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import dev.holdfast.locks.LockReader;
import dev.holdfast.resources.ResourceReader;
import dev.holdfast.retention.Cleaning;
import dev.holdfast.retention.Retention;
import dev.holdfast.schedules.ScheduleRequest;
import dev.holdfast.schedules.Schedules;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.Turn;
import dev.holdfast.workers.WatchSession;
import dev.holdfast.workers.Wish;
import dev.holdfast.workers.WorkerInfo;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each access allows and what it does not, with real roles. */
class RolesTest extends RoleTest {
    @Test
    void aRoleWithoutAccessMayNothing() {
        assertThatThrownBy(() -> Schema.ensure(as("nobody"))).isInstanceOf(Refused.class)
                .hasMessageContaining("holdfast");
        refused("nobody", "SELECT * FROM holdfast.tasks");
        refused("nobody", "SELECT holdfast.ago(now())");
        refused("nobody", "SELECT holdfast.submit('x')");
    }

    @Test
    void observersSeeAndChangeNothing() throws Exception {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        try (LockSession worker = LockSession.register(database.settings(), info())) {
            worker.admitSome();
            Tasks mine = tasksOf("observer");
            Schema.ensure(as("observer"));
            assertThat(mine.list(TaskFilter.all(), 10)).hasSize(2);
            assertThat(mine.why(second)).contains("repo/A");
            assertThat(mine.await(second, Duration.ofMillis(1)).state()).isEqualTo(TaskState.WAITING);
            try (Connection connection = as("observer").open("test")) {
                assertThat(TaskReader.blockers(connection, second)).hasSize(1);
                assertThat(TaskReader.counts(connection).counts()).isNotEmpty();
                assertThat(TaskReader.log(connection, first, -1, -1, 10)).isEmpty();
                assertThat(WorkerReader.list(connection, true, 10)).hasSize(1);
                assertThat(LockReader.list(connection, true, 100))
                        .anyMatch(lock -> "holdfast w".equals(lock.application()));
                assertThat(ResourceReader.inUse(connection, 10)).hasSize(1);
                assertThat(ResourceReader.queue(connection, "repo/A", 10)).hasSize(2);
            }
        }
        assertThatThrownBy(() -> tasksOf("observer").submit(TaskRequest.of("work"))).isInstanceOf(Refused.class)
                .extracting("hint")
                .asString()
                .contains("grant ROLE submitter");
        assertThatThrownBy(() -> tasksOf("observer").cancel(first)).isInstanceOf(Refused.class)
                .extracting("hint")
                .asString()
                .contains("grant ROLE operator");
        refused("observer", "SELECT holdfast.hold('repo/A')");
        refused("observer", "SELECT holdfast.sweep(1, '{work}')");
        refused("observer", "UPDATE holdfast.unfinished SET priority = 1");
        refused("observer", "DELETE FROM holdfast.finished");
        refused("observer", "INSERT INTO holdfast.resources (name) VALUES ('x')");
        refused("observer", "SELECT FROM holdfast.ready FOR UPDATE");
        refused("observer", "SELECT holdfast.grant_access('%s', 'operator')".formatted(role("observer")));
    }

    @Test
    void submittersSubmitAndSeeNothing() {
        Schema.ensure(as("submitter"));
        Tasks mine = tasksOf("submitter");
        assertThat(state(mine.submit(TaskRequest.of("work").exclusive("repo/A")))).isEqualTo(TaskState.WAITING);
        assertThat(state(mine.submit(TaskRequest.of("work")))).isEqualTo(TaskState.WAITING);
        assertThat(mine.submitAll(List.of(TaskRequest.of("work"), TaskRequest.of("work").shared("repo/A")))).hasSize(2);
        assertThatThrownBy(() -> mine.list(TaskFilter.all(), 10)).isInstanceOf(Refused.class)
                .extracting("hint")
                .asString()
                .contains("observer");
        for (String table : List.of("unfinished", "ready", "finished", "tasks", "workers", "idle", "locks")) {
            refused("submitter", "SELECT * FROM holdfast." + table);
        }
        refused("submitter", "INSERT INTO holdfast.unfinished (name, handler) VALUES ('x', 'x')");
        refused("submitter", "SELECT holdfast.cancel(1)");
        refused("submitter", "SELECT holdfast.wake('work', 1)");
        refused("submitter", "SELECT nextval('holdfast.task_ids')");
    }

    @Test
    void operatorsCancelHoldAndReleaseAndSee() throws SQLException {
        Schema.ensure(as("operator"));
        long waiting = exclusive("repo/A");
        assertThat(tasksOf("operator").cancel(waiting)).isEqualTo(TaskState.CANCELED);
        assertThat(tasksOf("operator").list(TaskFilter.all(), 10)).hasSize(1);
        try (Connection connection = as("operator").open("test")) {
            assertThat(Sql.value(connection, Boolean.class, "SELECT holdfast.hold('repo/new')")).isTrue();
            long held = exclusive("repo/new");
            assertThat(Sql.value(connection, Boolean.class, "SELECT holdfast.release('repo/new')")).isTrue();
            assertThat(state(held)).isEqualTo(TaskState.WAITING);
            assertThat(Sql.value(connection, Boolean.class, "SELECT pg_has_role('pg_read_all_stats', 'USAGE')"))
                    .isTrue();
        }
        refused("operator", "SELECT holdfast.submit('x')");
        refused("operator", "DELETE FROM holdfast.finished");
        refused("operator", "SELECT holdfast.reap(1)");
        refused("operator", "SELECT holdfast.revoke_access('%s')".formatted(role("observer")));
    }

    @Test
    void workersRunAndReapAndSubmitNothing() throws SQLException {
        ConnectionSettings mine = as("worker");
        Schema.ensure(mine);
        try (LockSession worker = LockSession.register(mine, info())) {
            long id = exclusive("repo/A");
            long next = exclusive("repo/A");
            worker.admitSome();
            worker.rehearse();
            worker.fallAsleep(List.of("work"));
            Turn turn = worker.turn(List.of(), new Wish(List.of("work"), 1, 0, List.of()));
            assertThat(turn.claimed()).singleElement().extracting("id").isEqualTo(id);
            worker.log(turn.claimed().getFirst(), 0, "a line");
            worker.progress(turn.claimed().getFirst(), 0.5, "half");
            assertThat(worker.canceling()).isEmpty();
            assertThat(worker.sweep(List.of("work")).unlocked()).isEmpty();

            LockSession resumed = LockSession.resume(mine, "w", worker.workerId(), List.of(id)).orElseThrow().session();
            var ended = new Ended(turn.claimed().getFirst(), new Outcome.Completed(null));
            assertThat(resumed.turn(List.of(ended), new Wish(List.of("work"), 1, 0, List.of())).finished())
                    .containsEntry(id, TaskState.COMPLETED);
            assertThat(state(next)).isEqualTo(TaskState.RUNNING);
            try (LockSession other = LockSession.register(mine, info());
                    WatchSession watch = WatchSession.open(mine, "w", other.workerId())) {
                watch.announce();
                resumed.close();
                assertThat(watch.awaitEnd(resumed.workerId())).isTrue();
                watch.probe(resumed.workerId());
                assertThat(watch.reap(resumed.workerId(), Duration.ZERO)).isOne();
                other.end(WorkerState.STOPPED);
            }
        }
        refused("worker", "SELECT holdfast.submit('x')");
        refused("worker", "SELECT holdfast.hold('repo/A')");
        refused("worker", "SELECT holdfast.begin_rehearsal(1)");
        refused("worker", "UPDATE holdfast.finished SET state = 'completed'");
        refused("worker", "DELETE FROM holdfast.migrations");
        refused("worker", "DROP TABLE holdfast.finished");
        refused("worker", "TRUNCATE holdfast.finished");
    }

    @Test
    void submittersAddSchedulesOperatorsChangeThemAndWorkersFireThem() throws SQLException {
        assertThat(new Schedules(() -> as("submitter").open("test"))
                .add(ScheduleRequest.every("s", Duration.ofHours(1), TaskRequest.of("work")))).isTrue();
        var mine = new Schedules(() -> as("operator").open("test"));
        assertThat(mine.list()).hasSize(1);
        assertThat(state(mine.runNow("s"))).isEqualTo(TaskState.WAITING);
        mine.pause("s");
        mine.resume("s");
        database.run("UPDATE holdfast.schedules SET overlap = true, since = since - interval '2 hours'");
        try (LockSession worker = LockSession.register(as("worker"), info())) {
            assertThat(worker.makeDue()).isPositive();
        }
        assertThat(tasks.list(TaskFilter.all(), 10)).hasSize(2);
        String add = "SELECT holdfast.schedule('t', '{}', every => '1 h')";
        for (String who : List.of("observer", "operator", "worker")) {
            refused(who, add);
        }
        for (String who : List.of("observer", "submitter", "worker")) {
            for (String door : List.of("pause", "resume", "remove", "run")) {
                refused(who, "SELECT holdfast.%s_schedule('s')".formatted(door));
            }
        }
        for (String who : List.of("observer", "submitter", "operator")) {
            refused(who, "SELECT holdfast.fire(1, NULL, '{}', now())");
        }
        refused("submitter", "SELECT * FROM holdfast.schedules");
        refused("worker", "UPDATE holdfast.schedules SET request = '{}'");
        mine.remove("s");
    }

    @Test
    void operatorsSayWhatIsKeptAndWorkersRemoveTheRest() throws SQLException {
        long id = submit(TaskRequest.of("work"));
        tasks.cancel(id);
        new Retention(null, 0L).save(() -> as("operator").open("test"));
        assertThat(Retention.read(() -> as("observer").open("test")).keepAtMost()).isZero();
        try (Connection connection = as("worker").open("test")) {
            assertThat(Cleaning.isDue(connection)).isTrue();
            Cleaning.run(connection);
        }
        assertThat(tasks.find(id)).isEmpty();
        for (String who : List.of("observer", "submitter", "worker")) {
            refused(who, "SELECT holdfast.set_retention('1 s', 1)");
        }
        refused("operator", "SELECT holdfast.remove_finished(0, 9)");
    }

    @Test
    void whatOperatorsDoIsReadByObserversAndChangedByNobody() throws SQLException {
        long id = exclusive("repo/A");
        tasksOf("operator").cancel(id);
        try (Connection connection = as("observer").open("test")) {
            assertThat(AuditReader.list(connection, AuditFilter.all(), 10)).singleElement()
                    .extracting(AuditEntry::role, AuditEntry::action)
                    .containsExactly(role("operator"), "cancel");
        }
        try (Connection connection = as("operator").open("test")) {
            assertThat(Sql.value(connection, Boolean.class, "SELECT holdfast.end_session(1)")).isFalse();
        }
        for (Access access : Access.values()) {
            refused(access.word(), "DELETE FROM holdfast.audit");
            refused(access.word(), "UPDATE holdfast.audit SET role = 'somebody else'");
            refused(access.word(), "INSERT INTO holdfast.audit (action, subject, result) VALUES ('cancel', '1', 'x')");
            refused(access.word(), "SELECT holdfast.note('cancel', '1', 'x')");
        }
        for (String who : List.of("observer", "submitter", "worker")) {
            refused(who, "SELECT holdfast.end_session(1)");
        }
        refused("submitter", "SELECT * FROM holdfast.audit");
        refused("operator", "SELECT holdfast.remove_audit()");
    }

    private static WorkerInfo info() {
        return new WorkerInfo("w", "here", 1, "test", 1, List.of("work"));
    }
}
