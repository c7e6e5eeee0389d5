package dev.holdfast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gives access, what giving it does, and that nothing is open without. */
class GrantsTest extends RoleTest {
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
            assertThatThrownBy(() -> Sql.run(connection, "SELECT 'a'::text = 'b'::text"))
                    .hasMessageContaining("ran as");
            assertThatCode(() -> Sql.run(connection, "SELECT holdfast.submit('work', exclusive => ARRAY['repo/A'])"))
                    .doesNotThrowAnyException();
            assertThatCode(() -> Sql.run(connection, "SELECT holdfast.submit_many('[{\"name\": \"work\"}]')"))
                    .doesNotThrowAnyException();
            assertThatCode(() -> Tasks.submitAll(connection, List.of(TaskRequest.of("work").exclusive("repo/A"))))
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
}
