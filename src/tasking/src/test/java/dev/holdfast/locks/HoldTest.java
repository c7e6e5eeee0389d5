package dev.holdfast.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.resources.Holder;
import dev.holdfast.resources.ResourceReader;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.Phase;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldTest extends DatabaseTest {
    private TestWorker worker;
    private Connection person;

    @BeforeEach
    void open() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
        person = database.settings().open("Ann's psql");
    }

    @AfterEach
    void close() throws SQLException {
        worker.close();
        person.close();
    }

    @Test
    void tasksWaitForAHoldAndEverybodySeesForWhom() throws SQLException {
        hold("repo/A");
        long id = exclusive("repo/A");
        long other = exclusive("repo/B");
        assertThat(worker.takeIds(9)).containsExactly(other);
        assertThat(task(id).summary().phase()).isEqualTo(Phase.HELD);
        assertThat(tasks.why(id)).contains("repo/A is held by Ann's psql");
        assertThat(LockReader.list(person, false, 100)).isNotEmpty();
        try (Connection watcher = database.open()) {
            assertThat(LockReader.list(watcher, false, 100)).anySatisfy(lock -> {
                assertThat(lock.kind()).isEqualTo(LockKind.RESOURCE);
                assertThat(lock.resource()).isEqualTo("repo/A");
                assertThat(lock.mode()).isEqualTo("exclusive");
                assertThat(lock.application()).isEqualTo("Ann's psql");
                assertThat(lock.taskId()).isNull();
            });
        }
    }

    @Test
    void releasingLooksAtTheTasksItKeptWaiting() throws SQLException {
        hold("a");
        long id = exclusive("a");
        assertThat(worker.take(9)).isEmpty();
        assertThat(worker.session().sweep(List.of("work")).unlocked()).isEmpty();
        assertThat(worker.take(9)).as("the sweep leaves what is still held").isEmpty();
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.release('a')")).isTrue();
        assertThat(worker.takeIds(9)).containsExactly(id);
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.release('a')")).isFalse();
    }

    @Test
    void aHolderThatGoesWithoutReleasingIsNoticedByTheSweep() throws SQLException {
        hold("a");
        long id = exclusive("a");
        assertThat(worker.take(9)).isEmpty();
        person.close();
        await().untilAsserted(() -> {
            worker.session().sweep(List.of("work"));
            assertThat(worker.takeIds(9)).containsExactly(id);
        });
    }

    @Test
    void aSharedHoldLetsSharersIn() throws SQLException {
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold('a', shared => true)")).isTrue();
        long sharer = shared("a");
        Claimed taken = worker.take(9).getFirst();
        assertThat(taken.id()).isEqualTo(sharer);
        worker.complete(taken);
        exclusive("a");
        assertThat(worker.take(9)).isEmpty();
    }

    @Test
    void aHoldCanBeTriedWithoutWaiting() throws SQLException {
        exclusive("a");
        Claimed running = worker.take(1).getFirst();
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold('a', wait => false)")).isFalse();
        worker.complete(running);
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold('a', wait => false)")).isTrue();
    }

    @Test
    void resourcesShowHolderAndQueueInOrder() throws SQLException {
        long running = exclusive("a");
        long first = exclusive("a");
        long second = shared("a");
        worker.take(1);
        hold("only-held");
        try (Connection connection = database.open()) {
            assertThat(ResourceReader.inUse(connection, 10)).extracting(ResourceSummary::name, ResourceSummary::queued)
                    .containsExactly(tuple("a", 2), tuple("only-held", 0));
            assertThat(ResourceReader.inUse(connection, 10).getFirst().holders()).extracting(Holder::taskId)
                    .containsExactly(running);
            assertThat(ResourceReader.queue(connection, "a", 10)).extracting(entry -> entry.taskId())
                    .containsExactly(running, first, second);
            assertThat(ResourceReader.queue(connection, "a", 10)).extracting(entry -> entry.first())
                    .containsExactly(true, false, false);
        }
    }

    private void hold(String resource) throws SQLException {
        assertThat(Sql.value(person, Boolean.class, "SELECT holdfast.hold(?)", resource)).isTrue();
    }
}
