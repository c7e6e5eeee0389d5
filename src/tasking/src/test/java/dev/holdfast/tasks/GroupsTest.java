package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.NotFound;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class GroupsTest extends DatabaseTest {
    private static final TaskRequest WORK = TaskRequest.of("work").group("import");

    private Groups groups;
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        groups = new Groups(database.source());
        worker = TestWorker.register(database.settings(), "w", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void tellsHowFarEachOfItsTasksHasCome() throws SQLException {
        List<Long> ids = tasks.submitAll(Collections.nCopies(3, WORK));
        submit(TaskRequest.of("work").group("other"));
        List<Claimed> claimed = worker.take(2);
        worker.complete(claimed.getFirst());

        List<TaskRun> runs = groups.runs("import", 9);

        assertThat(runs).extracting(TaskRun::id).containsExactlyElementsOf(ids);
        assertThat(runs).extracting(TaskRun::state)
                .containsExactly(TaskState.COMPLETED, TaskState.RUNNING, TaskState.WAITING);
        assertThat(runs.get(0).finished()).isAfterOrEqualTo(runs.get(0).started());
        assertThat(runs.get(1).started()).isAfterOrEqualTo(runs.get(1).ready());
        assertThat(runs.get(1).finished()).isNull();
        assertThat(runs.get(2).started()).isNull();
        assertThat(groups.runs("import", 1)).hasSize(1);
        assertThat(groups.runs("none", 1)).isEmpty();
    }

    @Test
    void countsItsTasksByState() throws SQLException {
        tasks.submitAll(Collections.nCopies(6, WORK));
        submit(TaskRequest.of("work").group("other"));
        List<Claimed> claimed = worker.take(4);
        worker.complete(claimed.get(0));
        worker.fail(claimed.get(1), "no luck");
        tasks.cancel(claimed.get(2).id());
        tasks.cancel(task(claimed.get(3).id() + 1).id());
        TaskGroup group = groups.find("import");
        for (TaskState state : Set.of(TaskState.WAITING, TaskState.RUNNING, TaskState.CANCELING, TaskState.COMPLETED,
                TaskState.FAILED, TaskState.CANCELED)) {
            assertThat(group.of(state)).as(state.word()).isOne();
        }
        assertThat(group.unfinished()).isEqualTo(3);
        assertThat(groups.list(9)).extracting(TaskGroup::name).containsExactly("other", "import");
        assertThat(tasks.list(TaskFilter.all().states(Set.of(TaskState.WAITING)).group("import"), 9))
                .hasSize(1);
        assertThat(task(claimed.get(0).id()).options().group()).isEqualTo("import");
    }

    @Test
    void itsEndIsToldToWhoAwaitsIt() throws Exception {
        tasks.submitAll(Collections.nCopies(3, WORK));
        try (var connection = database.open()) {
            connection.createStatement().execute("LISTEN holdfast_group_" + groups.find("import").id());
            CompletableFuture<TaskGroup> end = CompletableFuture.supplyAsync(() -> {
                try {
                    return groups.await("import", Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> value(Boolean.class, "SELECT awaited FROM holdfast.task_groups"));
            List<Claimed> claimed = worker.take(2);
            worker.complete(claimed.get(0));
            worker.complete(claimed.get(1));
            var notified = connection.unwrap(PGConnection.class);
            assertThat(notified.getNotifications(200)).as("one still waits").isNullOrEmpty();
            worker.complete(worker.take(1).getFirst());
            assertThat(notified.getNotifications(5000)).hasSize(1);
            assertThat(end.get().of(TaskState.COMPLETED)).isEqualTo(3);
        }
    }

    @Test
    void itIsCanceledAsAWhole() throws SQLException {
        tasks.submitAll(Collections.nCopies(3, WORK.exclusive("a")));
        worker.take(1);
        assertThat(groups.cancel("import")).isEqualTo(3);
        TaskGroup group = groups.find("import");
        assertThat(group.of(TaskState.CANCELED)).isEqualTo(2);
        assertThat(group.of(TaskState.CANCELING)).isOne();
    }

    @Test
    void aGroupIsMadeOnceAndAnUnknownOneIsNotFound() {
        long id = groups.create("empty");
        assertThat(groups.create("empty")).isEqualTo(id);
        assertThat(groups.find("empty").unfinished()).isZero();
        assertThatThrownBy(() -> groups.find("nobody")).isInstanceOf(NotFound.class)
                .hasMessage("there is no group nobody");
    }
}
