package dev.holdfast.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitGraphReaderTest extends DatabaseTest {
    @Test
    void showsHoldersAndThoseBehindThemInOrder() throws SQLException {
        long one = shared("a");
        long two = submit(TaskRequest.of("work").shared("a").exclusive("b"));
        long three = submit(TaskRequest.of("work").exclusive("a", "b"));
        long four = shared("a");
        exclusive("alone");
        try (TestWorker worker = TestWorker.register(database.settings(), "w", "work")) {
            worker.take(9);
            assertThat(read(9, 9)).isEqualTo(new WaitGraph(List.of(
                    new Line("a", 4, List.of(task(one, false, "w"), task(two, false, "w"), task(three, true, null),
                            task(four, false, null))),
                    new Line("b", 2, List.of(task(two, true, "w"), task(three, true, null)))), false));
        }
    }

    @Test
    void aPersonsHoldIsThereWithWhatItKeepsWaitingAndWithout() throws SQLException {
        try (Connection person = database.open()) {
            Sql.run(person, "SET application_name = 'psql'");
            Sql.run(person, "SELECT holdfast.hold('a')");
            int session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
            var holder = new Stander.OfSession(session, "psql", true);
            assertThat(read(9, 9).lines()).containsExactly(new Line("a", 0, List.of(holder)));
            long id = exclusive("a");
            database.run("SELECT holdfast.admit()");
            assertThat(read(9, 9).lines()).containsExactly(new Line("a", 1, List.of(holder, task(id, true, null))));
        }
    }

    @Test
    void isCutAtItsCapsAndSaysSo() throws SQLException {
        for (int i = 0; i < 5; i++) {
            exclusive("a");
            exclusive("b");
        }
        exclusive("b");
        database.run("SELECT holdfast.admit()");
        WaitGraph graph = read(1, 2);
        assertThat(graph.more()).isTrue();
        assertThat(graph.lines()).hasSize(1);
        assertThat(read(2, 2).lines()).extracting(Line::total).containsExactly(5, 6);
        assertThat(read(2, 2).lines()).allSatisfy(line -> assertThat(line.standers()).hasSize(2));
    }

    private static Stander task(long id, boolean exclusive, String worker) {
        return new Stander.OfTask(id, "work", exclusive, worker != null, worker);
    }

    private WaitGraph read(int resources, int places) throws SQLException {
        try (Connection connection = database.open()) {
            return WaitGraphReader.read(connection, LockReader.list(connection, false, 100), resources, places);
        }
    }
}
