package dev.holdfast.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each login is told that it may do. */
class LoginTest extends RoleTest {
    @Test
    void eachLoginIsToldWhatItMayDo() throws SQLException {
        assertThat(login(as("observer"))).isEqualTo(new Login(role("observer"), Set.of(Access.OBSERVER)));
        assertThat(login(as("submitter")).may()).containsExactly(Access.SUBMITTER);
        assertThat(login(as("operator")).may()).containsExactlyInAnyOrder(Access.OBSERVER, Access.OPERATOR);
        assertThat(login(as("worker")).may()).containsExactlyInAnyOrder(Access.OBSERVER, Access.WORKER);
        assertThat(login(as("nobody")).may()).isEmpty();
        assertThat(login(database.settings()).may()).as("the owner").containsExactlyInAnyOrder(Access.values());
    }

    @Test
    void whatARoleInheritsAndWhatIsTakenBackCounts() throws SQLException {
        database.run("GRANT \"%s\" TO \"%s\"".formatted(role("operator"), role("nobody")));
        assertThat(login(as("nobody")).may()).contains(Access.OPERATOR);
        database.run("REVOKE \"%s\" FROM \"%s\"".formatted(role("operator"), role("nobody")));
        assertThat(login(as("nobody")).may()).isEmpty();
    }

    @Test
    void withoutTheSchemaNobodyMayAnything() throws SQLException {
        try (var empty = Database.empty()) {
            assertThat(login(empty.settings()).may()).isEmpty();
        }
    }

    private static Login login(ConnectionSettings settings) throws SQLException {
        try (Connection connection = settings.open("test")) {
            return Login.read(connection);
        }
    }
}
