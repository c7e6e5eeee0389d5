package dev.holdfast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import dev.holdfast.locks.LockReader;
import dev.holdfast.resources.ResourceReader;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each access allows and what it does not, with real roles. */
class RolesTest extends DatabaseTest {
    private static final String PASSWORD = "only for tests";

    private Grants grants;

    @BeforeAll
    void grantAll() {
        grants = new Grants(database.source());
        for (Access access : Access.values()) {
            create(role(access), access);
        }
        create(role("nobody"));
    }

    @AfterAll
    void dropRoles() {
        for (Access access : Access.values()) {
            drop(role(access));
        }
        drop(role("nobody"));
    }

    @Test
    void aRoleWithoutAccessMayNothing() {
        assertThatThrownBy(() -> Schema.ensure(as("nobody"))).isInstanceOf(Refused.class).hasMessageContaining("holdfast");
        refused("nobody", "SELECT * FROM holdfast.tasks");
        refused("nobody", "SELECT holdfast.ago(now())");
        refused("nobody", "SELECT holdfast.submit('x')");
    }

    @Test
    void nothingIsOpenToPublic() throws SQLException {
        assertThat(value(Long.class, """
                SELECT count(*) FROM pg_proc
                WHERE pronamespace = 'holdfast'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')
                """)).isZero();
        assertThat(value(Long.class, """
                SELECT count(*) FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS acl
                WHERE relnamespace = 'holdfast'::regnamespace AND acl.grantee = 0
                """)).isZero();
        assertThat(value(Boolean.class, "SELECT has_schema_privilege('public', 'holdfast', 'USAGE')")).isFalse();
    }

    @Test
    void whateverRunsAsTheOwnerHasASearchPathOfItsOwn() throws SQLException {
        assertThat(value(String.class, """
                SELECT string_agg(p.oid::regprocedure::text, ', ')
                FROM pg_proc AS p
                WHERE p.pronamespace = 'holdfast'::regnamespace
                  AND (p.prosecdef OR p.prorettype = 'trigger'::regtype
                       OR p.proname IN (SELECT name FROM holdfast.doors()))
                  AND (NOT p.prosecdef OR NOT 'search_path=pg_catalog, pg_temp' = ANY (COALESCE(p.proconfig, '{}')))
                """)).isNull();
    }

    @Test
    void noRoleMayLackWhatItWasGranted() throws SQLException {
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.missing_rights")).isZero();
    }

    @Test
    void observersSeeAndChangeNothing() throws Exception {
        long first = exclusive("repo/A");
        long second = exclusive("repo/A");
        try (LockSession worker = LockSession.register(database.settings(), info())) {
            worker.admit();
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
                assertThat(LockReader.list(connection, true, 100)).anyMatch(lock -> "postgres".equals(lock.role())
                        || lock.session() > 0);
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
        refused("observer", "SELECT holdfast.sweep()");
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
            worker.admit();
            worker.fallAsleep(List.of("work"));
            Turn turn = worker.turn(List.of(), new Wish(List.of("work"), 1, 0, List.of()));
            assertThat(turn.claimed()).singleElement().extracting("id").isEqualTo(id);
            worker.log(turn.claimed().getFirst(), 0, "a line");
            worker.progress(turn.claimed().getFirst(), 0.5, "half");
            assertThat(worker.canceling()).isEmpty();
            assertThat(worker.sweep()).isEmpty();
            worker.beat();

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
        refused("worker", "UPDATE holdfast.finished SET state = 'completed'");
        refused("worker", "DELETE FROM holdfast.migrations");
        refused("worker", "DROP TABLE holdfast.finished");
        refused("worker", "TRUNCATE holdfast.finished");
    }

    @Test
    void aDoorCannotBeMadeToRunSomebodyElsesFunctions() throws SQLException {
        database.run("CREATE SCHEMA trap AUTHORIZATION \"" + role("submitter") + "\"");
        try (Connection connection = as("submitter").open("test")) {
            for (String type : List.of("text", "text[]", "jsonb", "smallint", "bigint")) {
                Sql.run(connection, """
                        CREATE FUNCTION trap.trip(a %1$s, b %1$s) RETURNS boolean LANGUAGE plpgsql AS $$
                        BEGIN RAISE EXCEPTION 'ran as %%', current_user; END $$
                        """.formatted(type));
                Sql.run(connection, "CREATE OPERATOR trap.= (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = trap.trip)"
                        .formatted(type));
            }
            Sql.run(connection, "SET search_path = trap, pg_catalog");
            assertThatThrownBy(() -> Sql.run(connection, "SELECT 'a'::text = 'b'::text")).hasMessageContaining("ran as");
            assertThatCode(() -> Sql.run(connection, "SELECT holdfast.submit('work', exclusive => ARRAY['repo/A'])"))
                    .doesNotThrowAnyException();
            assertThatCode(() -> Sql.run(connection, "SELECT holdfast.submit_many('[{\"name\": \"work\"}]')"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void accessCanBeAddedAndTakenBack() {
        String role = role("changing");
        create(role, Access.SUBMITTER);
        try {
            grants.grant(role, Access.OBSERVER);
            assertThat(grants.list()).contains(new Grant(role, Access.SUBMITTER), new Grant(role, Access.OBSERVER));
            assertThat(tasksOf("changing").list(TaskFilter.all(), 10)).isEmpty();
            grants.revoke(role);
            assertThat(grants.list()).extracting(Grant::role).doesNotContain(role);
            refused("changing", "SELECT holdfast.submit('x')");
            assertThatThrownBy(() -> grants.revoke(role)).isInstanceOf(NotFound.class);
        } finally {
            drop(role);
        }
    }

    @Test
    void onlyOwnersGrant() {
        assertThatThrownBy(() -> new Grants(() -> as("operator").open("test")).grant(role("nobody"), Access.OBSERVER))
                .isInstanceOf(Refused.class)
                .extracting("hint")
                .asString()
                .contains("Only the owner");
    }

    @Test
    void anOwnerWithoutFurtherRightsMigratesAndGrants() {
        String owner = role("owner");
        create(owner);
        database.run("CREATE DATABASE \"%s\" OWNER \"%s\"".formatted(owner, owner));
        try {
            ConnectionSettings there = new ConnectionSettings(
                    database.settings().url().replaceFirst("(//[^/]+/)[^?]*", "$1" + owner), owner, PASSWORD);
            Schema.ensure(there);
            var own = new Grants(() -> there.open("test"));
            assertThat(own.grant(role("nobody"), Access.WORKER)).singleElement()
                    .asString()
                    .contains("GRANT pg_read_all_stats TO");
            assertThatThrownBy(() -> own.grant(role("unborn"), Access.OBSERVER)).isInstanceOf(Refused.class)
                    .extracting("hint")
                    .asString()
                    .contains("create the role");
        } finally {
            database.run("DROP DATABASE \"%s\" WITH (FORCE)".formatted(owner));
            drop(owner);
        }
    }

    private void create(String role, Access... accesses) {
        database.run("DROP ROLE IF EXISTS \"" + role + "\"");
        database.run("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
        for (Access access : accesses) {
            assertThat(grants.grant(role, access)).isEmpty();
        }
    }

    private void drop(String role) {
        database.run("DROP OWNED BY \"" + role + "\" CASCADE");
        database.run("DROP ROLE \"" + role + "\"");
    }

    private void refused(String who, String statement) {
        assertThatThrownBy(() -> {
            try (Connection connection = as(who).open("test")) {
                Sql.run(connection, statement);
            }
        }).as(who + ": " + statement).isInstanceOf(SQLException.class).extracting("SQLState").isEqualTo("42501");
    }

    private Tasks tasksOf(String who) {
        return new Tasks(() -> as(who).open("test"));
    }

    private ConnectionSettings as(String who) {
        return new ConnectionSettings(database.settings().url(), role(who), PASSWORD);
    }

    private static String role(Access access) {
        return role(access.word());
    }

    private static String role(String who) {
        return "test_" + ProcessHandle.current().pid() + "_" + who;
    }

    private static WorkerInfo info() {
        return new WorkerInfo("w", "here", 1, "test", 1, List.of("work"));
    }
}
