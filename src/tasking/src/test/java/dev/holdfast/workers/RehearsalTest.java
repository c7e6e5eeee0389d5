package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.testing.DatabaseTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rehearsal goes through all that a first task needs, and leaves no trace. */
class RehearsalTest extends DatabaseTest {
    private static final String TRACES = """
            SELECT (SELECT count(*) FROM holdfast.tasks) + (SELECT count(*) FROM holdfast.submitted)
                   + (SELECT count(*) FROM holdfast.ready) + (SELECT count(*) FROM holdfast.places)
                   + (SELECT count(*) FROM holdfast.resources WHERE name LIKE ' %')
            """;
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = ?";

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
    void leavesNoRowAndNoLockButTheWorkersOwn() throws SQLException {
        int session = value(Integer.class, "SELECT backend_pid FROM holdfast.workers WHERE id = ?", worker.id());
        worker.session().rehearse();
        assertThat(value(Long.class, TRACES)).isZero();
        assertThat(value(Long.class, LOCKS, session)).isEqualTo(1);
    }

    @Test
    void goesThroughClaimAndFinish() throws SQLException {
        worker.session().rehearse();
        long taken = value(Long.class, "SELECT last_value FROM holdfast.positions");
        worker.session().rehearse();
        assertThat(value(Long.class, "SELECT last_value FROM holdfast.positions") - taken)
                .as("places that admission gave")
                .isEqualTo(2);
    }

    @Test
    void leavesTheNumbersOfTasksToUsers() throws SQLException {
        long before = exclusive("repo/A");
        worker.session().rehearse();
        assertThat(exclusive("repo/A")).isEqualTo(before + 1);
    }

    @Test
    void leavesOthersTasksToTheTurnAfterIt() throws SQLException {
        long free = exclusive("repo/A");
        long blocked = exclusive("repo/A");
        worker.session().rehearse();
        assertThat(List.of(state(free), state(blocked))).containsOnly(TaskState.WAITING);
        assertThat(worker.takeIds(9)).containsExactly(free);
    }

    @Test
    void doesNothingWhileNoTaskMayStart() throws SQLException {
        try (var changeover = Changeover.open(database.settings()); var connection = database.source().get()) {
            Changeover.intake(connection, false);
            worker.session().rehearse();
            assertThat(value(Long.class, TRACES)).isZero();
            changeover.resume();
        }
    }
}
