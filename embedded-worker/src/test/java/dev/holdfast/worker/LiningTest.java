package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The manager's list is in the order of the places, or its head would wait for one behind it for ever. */
class LiningTest extends DatabaseTest {
    private static final int TASKS = 400;

    @Test
    void whatIsSubmittedWhileOthersAreLinedUpKeepsItsOrder() throws Exception {
        database.run("UPDATE holdfast.worker_type SET type = 'manager'");
        CompletableFuture<List<Long>> submitted = CompletableFuture.supplyAsync(() -> {
            var ids = new ArrayList<Long>();
            for (int i = 0; i < TASKS; i++) {
                ids.add(tasks.submit(TaskRequest.of("sleep").exclusive("repo/" + i % 3)));
            }
            return ids;
        });
        var lined = new ArrayList<Long>();
        try (var connection = database.open()) {
            boolean last = false;
            while (!last) {
                last = submitted.isDone();
                lined.addAll(lineUp(connection));
            }
        }
        assertThat(lined).isEqualTo(submitted.join());
    }

    @Test
    void manyOfOneSubmitAreLinedUpOneByOne() throws Exception {
        List<Long> ids = tasks.submitAll(Collections.nCopies(TASKS, TaskRequest.of("sleep")));
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.ready")).isLessThan(TASKS);
        database.run("UPDATE holdfast.worker_type SET type = 'manager'");
        try (var connection = database.open()) {
            assertThat(lineUp(connection)).containsExactlyElementsOf(ids);
        }
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.ready")).isEqualTo(TASKS);
    }

    @Test
    void manyThatCameBetweenTwoLooksAreLinedUpOnceTheFirstOfThemStarts() throws Exception {
        List<Long> ids = tasks.submitAll(Collections.nCopies(TASKS, TaskRequest.of("sleep")));
        database.run("UPDATE holdfast.worker_type SET type = 'manager'");
        long first = value(Long.class, "SELECT min(task_id) FROM holdfast.ready WHERE further > 0");
        int worker = value(Integer.class, """
                INSERT INTO holdfast.workers (name, host, pid, version, handlers, slots, backend_pid)
                VALUES ('w', 'h', 1, '1', '{sleep}', 1, 0)
                RETURNING id""");
        database.run("SELECT holdfast.note_lined(ARRAY(SELECT task_id FROM holdfast.ready))");
        database.run("UPDATE holdfast.manager_line SET worker_id = " + worker + " WHERE task_id = " + first);
        assertThat(value(String.class, "SELECT said FROM holdfast.start_assigned(?, 'w', ?)", worker, first))
                .isEqualTo("started");
        try (var connection = database.open()) {
            assertThat(lineUp(connection)).as("those behind the first ones of their hundreds")
                    .containsExactlyElementsOf(ids.subList(ids.indexOf(first) + 1, TASKS)
                            .stream()
                            .filter(id -> (id - first) % 100 != 0)
                            .toList());
        }
    }

    private static List<Long> lineUp(Connection connection) throws SQLException {
        Array lined = Sql.value(connection, Array.class, "SELECT holdfast.line_up(1000)");
        return lined == null ? List.of() : List.of((Long[]) lined.getArray());
    }
}
