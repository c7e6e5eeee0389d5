package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.RidingSession;
import dev.holdfast.workers.WatchSession;
import dev.holdfast.workers.Wish;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A train that is made longer while it runs, and whose ends are written on another session meanwhile. */
class GrowingTrainTest extends TwoWorkersTest {
    private static final int LENGTH = 40;

    private RidingSession riding;
    private List<Long> ids;
    private List<Claimed> train;
    private long clock;

    @BeforeEach
    void takeTrain() throws SQLException {
        riding = RidingSession.open(database.settings(), "w");
        submit(TaskRequest.of("work"));
        Claimed before = worker.take(1).getFirst();
        ids = new ArrayList<>(quick(LENGTH, "a", "b"));
        train = new ArrayList<>(worker.completeAndTakeMany(List.of(before), 1, 100));
        assertThat(train).extracting(Claimed::id).isEqualTo(ids);
    }

    @AfterEach
    void closeSession() {
        riding.close();
    }

    @Test
    void itTakesWhatComesLaterAndEndsWhenAllHaveBeenWritten() throws SQLException {
        List<Long> more = quick(LENGTH, "b", "c");
        List<Claimed> taken = grow();
        assertThat(taken).extracting(Claimed::id).isEqualTo(more);
        assertThat(taken).extracting(Claimed::chained).containsOnly(true);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.places")).as("one for each resource").isEqualTo(3);

        assertThat(riding.finish(worker.id(), completed(train))).hasValue(Collections.emptySet());
        assertThat(state(ids.getFirst())).isEqualTo(TaskState.COMPLETED);
        long behind = submit(TaskRequest.of("work").exclusive("a"));
        assertThat(other.takeIds(5)).as("the train has it still").isEmpty();
        assertThat(tasks.why(behind)).contains("task " + more.getLast() + " (work) holds it on w");
        assertThat(riding.finish(worker.id(), completed(taken))).hasValue(Collections.emptySet());
        assertThat(other.takeIds(5)).as("until its own session ends it").isEmpty();

        worker.session().endEmptyTrain();
        List<Claimed> theirs = other.take(5);
        assertThat(theirs).extracting(Claimed::id).containsExactly(behind);
        other.complete(theirs);
        assertAllEndedWell();
    }

    @Test
    void oneWithTasksInItIsNotEnded() throws SQLException {
        riding.finish(worker.id(), completed(train.subList(0, LENGTH - 1)));
        worker.session().endEmptyTrain();
        submit(TaskRequest.of("work").exclusive("a"));
        assertThat(other.takeIds(5)).isEmpty();
        worker.session().turn(completed(train.subList(LENGTH - 1, LENGTH)), Wish.nothing(List.of()));
        other.complete(other.take(5));
        assertAllEndedWell();
    }

    @Test
    void itDoesNotGrowWhereSomebodyStandsBehindIt() throws SQLException {
        submit(TaskRequest.of("work").exclusive("a"));
        other.admit();
        quick(LENGTH, "c", "d");
        assertThat(grow()).isEmpty();
    }

    @Test
    void itDoesNotGrowPastOneThatNeedsWhatAnotherHas() throws SQLException {
        submit(TaskRequest.of("work").exclusive("theirs"));
        assertThat(other.takeIds(1)).hasSize(1);
        List<Long> more = quick(LENGTH, "a", "b");
        quick(LENGTH, "a", "theirs");
        assertThat(grow()).extracting(Claimed::id).isEqualTo(more);
        assertThat(grow()).isEmpty();
    }

    @Test
    void itComesToItsEndForWhatIsReadyOrFollows() throws SQLException {
        quick(LENGTH, "a", "b");
        long ready = submit(TaskRequest.of("work"));
        assertThat(grow()).isEmpty();
        tasks.cancel(ready);
        submit(TaskRequest.of("work").after(ids.getFirst()));
        assertThat(grow()).isEmpty();
        database.run("SELECT holdfast.follow()");
        assertThat(grow()).hasSize(LENGTH);
    }

    @Test
    void withoutATrainThereIsNothingToGrow() throws SQLException {
        worker.completeInTurn(train);
        quick(LENGTH, "a", "b");
        assertThat(grow()).isEmpty();
    }

    @Test
    void whenOneFailsAllThatAreLeftGetTheirOwnPlaces() throws SQLException {
        ids.addAll(quick(LENGTH, "b", "c"));
        train.addAll(grow());
        riding.finish(worker.id(), completed(train.subList(0, 10)));
        worker.fail(train.get(10), "no luck");
        assertThat(riding.finish(worker.id(), completed(train.subList(11, 12)))).as("there is no train any more")
                .isEmpty();
        assertThat(state(ids.get(11))).isEqualTo(TaskState.RUNNING);
        worker.session().giveBack(ids.subList(11, 2 * LENGTH));
        assertThat(finishAll()).isEqualTo(ids.subList(10, 2 * LENGTH));
        assertAllEndedWell();
    }

    @Test
    void aTaskWhoseEndIsBeingWrittenGetsNoPlace() throws Exception {
        try (Connection slow = database.open()) {
            slow.setAutoCommit(false);
            Sql.run(slow, """
                    SELECT holdfast.finish_riding(?, ?::bigint[], NULL, ARRAY(SELECT generate_series(0, 9)),
                                                  ARRAY(SELECT generate_series(1, 10)))
                    """, worker.id(), ids.subList(0, 10));
            clock = 10;
            var giving = Thread.ofVirtual().start(() -> giveBack(ids.subList(20, LENGTH)));
            awaitBlocked();
            slow.commit();
            giving.join();
        }
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.places WHERE task_id <= ?", ids.get(9))).isZero();
        worker.session().turn(completed(train.subList(10, 20)), Wish.nothing(List.of()));
        assertThat(finishAll()).isEqualTo(ids.subList(20, LENGTH));
        assertAllEndedWell();
    }

    @Test
    void aLostWorkerWritesNoMoreEndsAndItsTrainGoesBackInLine() throws SQLException {
        ids.addAll(quick(LENGTH, "b", "c"));
        grow();
        int dead = worker.id();
        riding.finish(dead, completed(train.subList(0, 10)));
        worker.close();
        try (WatchSession watch = WatchSession.open(database.settings(), "o", other.id())) {
            assertThat(watch.awaitEnd(dead)).isTrue();
            assertThat(watch.reap(dead, Duration.ZERO)).isEqualTo(2 * LENGTH - 10);
        }
        assertThat(riding.finish(dead, completed(train.subList(10, 20)))).isEmpty();
        assertThat(state(ids.get(10))).isEqualTo(TaskState.WAITING);
        assertThat(finishAll()).isEqualTo(ids.subList(10, 2 * LENGTH));
        assertAllEndedWell();
    }

    @Test
    void anEmptyTrainOfALostWorkerGoesAway() throws SQLException {
        int dead = worker.id();
        riding.finish(dead, completed(train));
        long behind = submit(TaskRequest.of("work").exclusive("a"));
        other.admit();
        worker.close();
        try (WatchSession watch = WatchSession.open(database.settings(), "o", other.id())) {
            assertThat(watch.awaitEnd(dead)).isTrue();
            assertThat(watch.reap(dead, Duration.ZERO)).isZero();
        }
        assertThat(other.takeIds(5)).containsExactly(behind);
    }

    @Test
    void othersTasksAreNamed() throws SQLException {
        long theirs = submit(TaskRequest.of("work").exclusive("x"));
        List<Claimed> taken = other.take(5);
        assertThat(taken).extracting(Claimed::id).containsExactly(theirs);
        var both = new ArrayList<>(train.subList(0, 1));
        both.addAll(taken);
        assertThat(riding.finish(worker.id(), completed(both)).orElseThrow()).containsExactly(theirs);
        assertThat(state(theirs)).isEqualTo(TaskState.RUNNING);
    }

    private void giveBack(List<Long> tasks) {
        try {
            worker.session().giveBack(tasks);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the other worker finds, each time that something has become ready. */
    private List<Long> finishAll() throws SQLException {
        var seen = new ArrayList<Long>();
        for (List<Claimed> taken = other.take(100); !taken.isEmpty(); taken = other.take(100)) {
            taken.forEach(task -> seen.add(task.id()));
            other.complete(taken);
        }
        return seen;
    }

    private List<Claimed> grow() throws SQLException {
        return worker.session().growTrain(List.of("work"), 100);
    }

    private List<Ended> completed(List<Claimed> tasks) {
        return tasks.stream()
                .map(task -> new Ended(task, new Outcome.Completed(null), new Ended.Ran(clock, ++clock)))
                .toList();
    }

    private List<Long> quick(int count, String... resources) {
        return tasks.submitAll(Collections.nCopies(count, TaskRequest.of("work").maxAttempts(2).exclusive(resources)));
    }
}
