package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Claimed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many tasks of one submit that need nothing: one row among the ready ones stands for a hundred of them. */
class BundleTest extends TwoWorkersTest {
    private static final TaskRequest QUICK = TaskRequest.of("work").maxAttempts(2);
    /** The first ones have rows of their own, so that as many workers find one each. */
    private static final int ALONE = 64;

    @Test
    void manyTasksAreAFewRows() throws SQLException {
        submit(QUICK, 300);
        assertThat(rows()).isEqualTo(ALONE + 3);
    }

    @Test
    void whatIsNotAlikeHasRowsOfItsOwn() throws SQLException {
        List<TaskRequest> mixed = new ArrayList<>(
                IntStream.range(0, 100).mapToObj(i -> QUICK.priority(i % 2)).toList());
        tasks.submitAll(mixed);
        assertThat(rows()).isEqualTo(100);
        mixed.set(50, QUICK.exclusive("r"));
        tasks.submitAll(mixed);
        assertThat(rows()).isEqualTo(100 + 99);
    }

    @Test
    void eachIsClaimedOnceAndInOrder() throws SQLException {
        List<Long> ids = submit(QUICK, 400);
        List<Long> theirs = new ArrayList<>();
        for (int slots : List.of(1, ALONE - 1, 1, 30, 90, 150, 100)) {
            List<Claimed> claimed = worker.take(slots);
            claimed.forEach(task -> theirs.add(task.id()));
            worker.complete(claimed);
        }
        assertThat(theirs).isEqualTo(ids);
        assertAllEndedWell();
    }

    @Test
    void aBatchTakesWholeBundles() throws SQLException {
        List<Long> ids = submit(QUICK, 1_000);
        List<Claimed> claimed = worker.takeMany(1, 700);
        assertThat(claimed).extracting(Claimed::id).isEqualTo(ids.subList(0, 701));
        assertThat(claimed.stream().filter(Claimed::batch)).hasSize(700);
        assertThat(rows()).as("the rest of the last bundle, and those not looked at").isEqualTo(63 + 2 + 1);
        worker.completeInTurn(claimed);
        worker.completeInTurn(worker.takeMany(1, 700));
        assertAllEndedWell();
    }

    @Test
    void anUrgentOneGoesBeforeTheRestOfABundle() throws SQLException {
        List<Long> ids = submit(QUICK, 200);
        worker.complete(worker.take(ALONE + 10));
        long urgent = submit(QUICK.priority(5));
        assertThat(worker.takeIds(2)).containsExactly(urgent, ids.get(ALONE + 10));
    }

    @Test
    void twoWorkersOpenTwoBundlesAtOnce() throws SQLException {
        List<Long> ids = submit(QUICK, ALONE + 250);
        worker.complete(worker.take(ALONE));
        try (var open = database.open()) {
            open.setAutoCommit(false);
            Sql.run(open, "SELECT holdfast.pick(ARRAY['work'], 1)");
            assertThat(other.takeIds(1)).as("the first one of the next").containsExactly(ids.get(ALONE + 100));
            open.rollback();
        }
        assertThat(other.takeIds(1)).containsExactly(ids.get(ALONE));
    }

    @Test
    void oneIsCanceledAndTheOthersGoOn() throws SQLException {
        List<Long> ids = submit(QUICK, ALONE + 300);
        List<Long> left = new ArrayList<>(ids);
        for (int firstMiddleAndLast : List.of(ALONE, ALONE + 150, ALONE + 299)) {
            assertThat(tasks.cancel(ids.get(firstMiddleAndLast))).isEqualTo(TaskState.CANCELED);
            left.remove(ids.get(firstMiddleAndLast));
        }
        List<Claimed> claimed = worker.take(500);
        assertThat(claimed).extracting(Claimed::id).isEqualTo(left);
        worker.complete(claimed);
        assertAllEndedWell();
    }

    @Test
    void oneIsCanceledWhileItsBundleIsOpened() throws Exception {
        List<Long> ids = submit(QUICK, ALONE + 100);
        worker.complete(worker.take(ALONE));
        try (var open = database.open()) {
            open.setAutoCommit(false);
            Sql.run(open, "SELECT holdfast.pick(ARRAY['work'], 10)");
            var cancel = Thread.ofVirtual().start(() -> tasks.cancel(ids.getLast()));
            awaitBlocked();
            open.commit();
            cancel.join();
        }
        assertThat(state(ids.getLast())).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void allAreSeenAsReady() throws SQLException {
        List<Long> ids = submit(QUICK, 300);
        long later = submit(QUICK);
        try (var connection = database.open()) {
            assertThat(TaskReader.counts(connection).of(Phase.READY)).isEqualTo(301);
        }
        assertThat(tasks.list(TaskFilter.all().phases(Set.of(Phase.READY)), 1_000)).hasSize(301)
                .allSatisfy(task -> assertThat(task.ready()).isAfterOrEqualTo(task.submitted()));
        assertThat(clause(later)).isEqualTo("behind 300 ready tasks of its handler by priority and age, task "
                + ids.getFirst() + " first");
        assertThat(clause(ids.get(ALONE + 120))).startsWith("behind " + (ALONE + 120) + " ready tasks");
    }

    private String clause(long task) throws SQLException {
        return value(String.class, "SELECT c.text FROM holdfast.why_clauses(?) AS c WHERE c.kind = 'priority'", task);
    }

    private List<Long> submit(TaskRequest request, int count) {
        List<Long> ids = tasks.submitAll(IntStream.range(0, count).mapToObj(i -> request).toList());
        assertThat(ids).isEqualTo(LongStream.range(ids.getFirst(), ids.getFirst() + count).boxed().toList());
        return ids;
    }

    private long rows() throws SQLException {
        return value(Long.class, "SELECT count(*) FROM holdfast.ready");
    }
}
