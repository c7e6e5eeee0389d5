package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Notifications can be sent by whoever may connect, so they make a worker look and decide nothing. */
class ForgedMessageTest extends WorkerTest {
    @Test
    void aTaskIsNotStoppedByANotificationAlone() throws SQLException {
        String role = "forger_" + ProcessHandle.current().pid();
        database.run("CREATE ROLE " + role + " LOGIN PASSWORD 'for tests'");
        try {
            WorkerProcess worker = workers.start("--slots", "2");
            long meant = workers.submit(witness.heldTask("meant"));
            long other = workers.submit(witness.heldTask("other"));
            workers.awaitState(meant, TaskState.RUNNING);
            workers.awaitState(other, TaskState.RUNNING);
            var forger = new ConnectionSettings(database.settings().url(), role, "for tests");
            try (Connection connection = forger.open("forger")) {
                Sql.run(connection, "NOTIFY holdfast_%d, 'cancel %d'".formatted(workers.row(worker).id(), meant));
            }
            // Told after it, and stopped: so the worker has heard the other as well.
            workers.tasks().cancel(other);
            workers.awaitState(other, TaskState.CANCELED);
            assertThat(workers.state(meant)).isEqualTo(TaskState.RUNNING);
            witness.release("meant");
            workers.awaitState(meant, TaskState.COMPLETED);
        } finally {
            database.run("DROP ROLE " + role);
        }
    }
}
