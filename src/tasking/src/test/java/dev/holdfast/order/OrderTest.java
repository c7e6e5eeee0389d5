package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderTest extends DatabaseTest {
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work", "rare");
    }

    @AfterEach
    void close() throws SQLException {
        try (var connection = database.open()) {
            assertThat(History.violations(connection)).isEmpty();
        }
        worker.close();
    }

    @Test
    void orderOfSharedAndExclusive() throws SQLException {
        long first = submit(TaskRequest.of("work").exclusive("A").shared("B"));
        long sharedOne = shared("A");
        long sharedTwo = shared("A");
        long exclusiveA = exclusive("A");
        long exclusiveB = exclusive("B");

        List<Claimed> start = worker.take(9);
        assertThat(start).extracting(Claimed::id).containsExactly(first);
        worker.complete(start.getFirst());
        List<Claimed> next = worker.take(9);
        assertThat(next).extracting(Claimed::id)
                .as("shared ones together")
                .containsExactly(sharedOne, sharedTwo, exclusiveB);
        worker.complete(next.get(0));
        assertThat(worker.take(9)).as("one of two sharers still runs").isEmpty();
        worker.complete(next.get(1));
        assertThat(worker.takeIds(9)).containsExactly(exclusiveA);
    }

    @Test
    void aSharedNeedWaitsBehindAnEarlierExclusiveOne() throws SQLException {
        Claimed running = first(shared("A"));
        long exclusive = exclusive("A");
        long late = shared("A");
        assertThat(worker.take(9)).as("nothing overtakes the exclusive one, so it cannot starve").isEmpty();
        worker.complete(running);
        Claimed then = worker.take(9).getFirst();
        assertThat(then.id()).isEqualTo(exclusive);
        worker.complete(then);
        assertThat(worker.takeIds(9)).containsExactly(late);
    }

    @Test
    void finisherRunsAfterAllItsSiblings() throws SQLException {
        Claimed other = first(exclusive("elsewhere"));
        List<Long> siblings = IntStream.range(0, 3).mapToObj(i -> shared("group")).toList();
        long slow = submit(TaskRequest.of("work").shared("group").exclusive("elsewhere"));
        long finisher = exclusive("group");
        List<Claimed> running = worker.take(9);
        assertThat(running).extracting(Claimed::id).isEqualTo(siblings);
        for (Claimed sibling : running) {
            worker.complete(sibling);
        }
        assertThat(worker.take(9)).as("a sibling still waits for another resource").isEmpty();
        worker.complete(other);
        Claimed last = worker.take(9).getFirst();
        assertThat(last.id()).isEqualTo(slow);
        worker.complete(last);
        assertThat(worker.takeIds(9)).containsExactly(finisher);
    }

    @Test
    void priorityOrdersReadyTasksAndNeverOvertakesOnAResource() throws SQLException {
        long earlier = exclusive("A");
        long urgentBehind = submit(TaskRequest.of("work").exclusive("A").priority(100));
        long plain = exclusive("B");
        long urgent = submit(TaskRequest.of("rare").exclusive("C").priority(9));
        assertThat(worker.takeIds(9)).containsExactly(urgent, earlier, plain);
        assertThat(task(urgentBehind).state()).isEqualTo(TaskState.WAITING);
    }

    @Test
    void theOrderIsThatOfTheCommitNotOfTheId() throws SQLException {
        try (var slow = database.open()) {
            slow.setAutoCommit(false);
            long smallerId = Tasks.submit(slow, TaskRequest.of("work").exclusive("A"));
            long committedFirst = exclusive("A");
            Claimed running = worker.take(9).getFirst();
            assertThat(running.id()).isEqualTo(committedFirst).isGreaterThan(smallerId);
            slow.commit();
            assertThat(worker.take(9)).isEmpty();
            worker.complete(running);
            assertThat(worker.takeIds(9)).containsExactly(smallerId);
        }
    }

    @Test
    void aRetryKeepsItsPlaceInLine() throws SQLException {
        long repeatable = submit(TaskRequest.of("work").exclusive("A").maxAttempts(2));
        long next = exclusive("A");
        Claimed attempt = worker.take(9).getFirst();
        assertThat(worker.fail(attempt, "no luck")).contains(TaskState.WAITING);
        Claimed again = worker.take(9).getFirst();
        assertThat(again.id()).isEqualTo(repeatable);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(worker.fail(again, "again no luck")).contains(TaskState.FAILED);
        assertThat(worker.takeIds(9)).containsExactly(next);
    }

    @Test
    void aThousandResourcesForOneTask() throws SQLException {
        String[] all = IntStream.range(0, 1000).mapToObj(i -> "r/" + i).toArray(String[]::new);
        Claimed running = first(exclusive("r/500"));
        long wide = exclusive(all);
        List<Long> behind = new ArrayList<>();
        for (int i = 0; i < 1000; i += 100) {
            behind.add(exclusive("r/" + i));
        }
        assertThat(worker.take(20)).isEmpty();
        worker.complete(running);
        Claimed taken = worker.take(20).getFirst();
        assertThat(taken.id()).isEqualTo(wide);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.locks WHERE kind = 'resource'")).isEqualTo(1000);
        worker.complete(taken);
        assertThat(worker.takeIds(20)).isEqualTo(behind);
    }

    private Claimed first(long expected) throws SQLException {
        Claimed claimed = worker.take(1).getFirst();
        assertThat(claimed.id()).isEqualTo(expected);
        return claimed;
    }
}
