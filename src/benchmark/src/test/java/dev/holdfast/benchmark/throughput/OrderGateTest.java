package dev.holdfast.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderGateTest extends DatabaseTest {
    @Test
    void letsPassWhatRanInOrder() throws SQLException {
        try (Connection connection = database.open()) {
            List<Long> ids = List.of(ran(connection, 1, 0, 10, "a", "b"), ran(connection, 2, 10, 20, "b", "c"),
                    ran(connection, 3, 0, 15, "d", "e"));
            assertThatCode(() -> OrderGate.pass(connection, ids)).doesNotThrowAnyException();
        }
    }

    @Test
    void namesTheTaskThatStartedBeforeItsTurnAndWhere() throws SQLException {
        try (Connection connection = database.open()) {
            List<Long> ids = List.of(ran(connection, 1, 0, 10, "a", "b"), ran(connection, 2, 9, 20, "b", "c"));
            assertThatThrownBy(() -> OrderGate.pass(connection, ids)).isInstanceOf(DatabaseError.class)
                    .hasMessageEndingWith("task %d started before its turn on b", ids.getLast());
        }
    }

    @Test
    void namesTheTaskThatDidNotComplete() throws SQLException {
        try (Connection connection = database.open()) {
            long id = ran(connection, 1, 0, 10, "a");
            Sql.run(connection, "UPDATE holdfast.finished SET state = 'failed' WHERE id = ?", id);
            assertThatThrownBy(() -> OrderGate.pass(connection, List.of(id))).isInstanceOf(DatabaseError.class)
                    .hasMessageEndingWith("task %d is failed", id);
        }
    }

    @Test
    void aLoadNeedsTwoDifferentResourcesOrNone() {
        List<TaskRequest> exclusive = Load.EXCLUSIVE.requests(500, new Random(1));
        assertThat(exclusive).allSatisfy(request -> assertThat(request.exclusive()).hasSize(2).doesNotHaveDuplicates());
        assertThat(exclusive.stream().flatMap(request -> request.exclusive().stream()).distinct()).hasSize(128);
        assertThat(Load.FREE.requests(3, new Random(1))).hasSize(3)
                .allSatisfy(request -> assertThat(request.exclusive()).isEmpty());
    }

    private static long ran(Connection connection, int position, int from, int to, String... needs)
            throws SQLException {
        Long id = Sql.value(connection, Long.class,
                """
                        INSERT INTO holdfast.finished (id, name, handler, state, priority, exclusive, shared, payload, max_attempts,
                                                       submitted_at, position, attempt, started_at, finished_at)
                        VALUES (nextval('holdfast.task_ids'), 'done', 'none', 'completed', 0, ?, '{}', '{}', 1, now(), ?, 1,
                                now() + make_interval(secs => ?), now() + make_interval(secs => ?))
                        RETURNING id
                        """,
                List.of(needs), position, from, to);
        assertThat(id).isPositive();
        return id;
    }
}
