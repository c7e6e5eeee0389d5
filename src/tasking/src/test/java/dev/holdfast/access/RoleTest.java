package dev.holdfast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A role for each access, and one without any. */
abstract class RoleTest extends DatabaseTest {
    static final String PASSWORD = "only for tests";

    Grants grants;

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

    void create(String role, Access... accesses) {
        database.run("DROP ROLE IF EXISTS \"" + role + "\"");
        database.run("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
        for (Access access : accesses) {
            assertThat(grants.grant(role, access)).isEmpty();
        }
    }

    void drop(String role) {
        database.run("DROP OWNED BY \"" + role + "\" CASCADE");
        database.run("DROP ROLE \"" + role + "\"");
    }

    void refused(String who, String statement) {
        assertThatThrownBy(() -> {
            try (Connection connection = as(who).open("test")) {
                Sql.run(connection, statement);
            }
        }).as(who + ": " + statement).isInstanceOf(SQLException.class).extracting("SQLState").isEqualTo("42501");
    }

    Tasks tasksOf(String who) {
        return new Tasks(() -> as(who).open("test"));
    }

    ConnectionSettings as(String who) {
        return new ConnectionSettings(database.settings().url(), role(who), PASSWORD);
    }

    String role(Access access) {
        return role(access.word());
    }

    String role(String who) {
        return "test_%d_%s_%s".formatted(ProcessHandle.current().pid(), getClass().getSimpleName(), who);
    }
}
