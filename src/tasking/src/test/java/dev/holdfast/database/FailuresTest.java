package dev.holdfast.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.Database;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** What people read when a database cannot be reached, or keeps them waiting. */
class FailuresTest {
    @Test
    void anUnknownHostIsNamed() {
        var settings = ConnectionSettings.parse("postgresql://ann@no-such-host.invalid/orders");
        assertThatThrownBy(() -> Sql.call(() -> settings.open("test"), connection -> 0))
                .isInstanceOf(NoConnection.class)
                .hasMessage("there is no host no-such-host.invalid");
    }

    @Test
    void aLockThatSomebodyKeepsIsToldOf() throws Exception {
        try (Database database = Database.withSchema(); Connection other = database.open()) {
            other.setAutoCommit(false);
            Sql.run(other, "LOCK TABLE holdfast.unfinished");
            assertThatThrownBy(() -> Sql.call(database::open, connection -> {
                Sql.run(connection, "SET lock_timeout = '10ms'");
                return Sql.value(connection, Long.class, "SELECT count(*) FROM holdfast.tasks");
            })).isInstanceOf(DatabaseError.class).hasMessageStartingWith("somebody keeps a lock on what is needed");
        }
    }
}
