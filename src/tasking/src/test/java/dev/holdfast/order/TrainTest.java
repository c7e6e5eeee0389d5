package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Admission;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.LockSession.Resumed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.WatchSession;
import dev.holdfast.workers.Wish;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many quick tasks that one worker takes straight from those submitted. */
class TrainTest extends TwoWorkersTest {
    private static final int LENGTH = 40;
    private static final int FEWEST = 32;

    /** Whoever ends a task takes others before it admits any. */
    private Claimed before;

    @BeforeEach
    void runOne() throws SQLException {
        submit(TaskRequest.of("work"));
        before = worker.take(1).getFirst();
    }

    @Test
    void aTrainIsTakenInOrderAndStandsInLineForAllItsTasks() throws SQLException {
        List<Long> ids = quick(LENGTH);
        List<Claimed> train = takeTrain();
        assertThat(train).extracting(Claimed::id).isEqualTo(ids);
        assertThat(train).extracting(Claimed::chained).containsOnly(true);
        assertThat(train).extracting(Claimed::batch).containsOnly(true);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.places")).as("one for each resource").isEqualTo(4);

        long behind = submit(TaskRequest.of("work").exclusive("r/1"));
        long beside = submit(TaskRequest.of("work").exclusive("other"));
        List<Claimed> theirs = other.take(5);
        assertThat(theirs).extracting(Claimed::id).containsExactly(beside);
        other.complete(theirs);
        assertThat(tasks.why(behind)).startsWith("Waits for r/1 (exclusive), behind 1 task; task " + ids.getLast()
                + " (work) holds it on w since ");
        assertThat(value(Long.class, "SELECT task_id FROM holdfast.locks WHERE resource = 'r/1'")).isIn(ids);

        worker.completeInTurn(train.subList(0, LENGTH - 1));
        assertThat(other.takeIds(5)).as("one still runs").isEmpty();
        worker.completeInTurn(train.subList(LENGTH - 1, LENGTH));
        theirs = other.take(5);
        assertThat(theirs).extracting(Claimed::id).containsExactly(behind);
        other.complete(theirs);
        assertAllEndedWell();
    }

    @Test
    void whatIsSubmittedIsLeftToItsWorkerUnlessThatComesNoFurther() throws SQLException {
        quick(LENGTH);
        takeTrain();
        submit(TaskRequest.of("work").exclusive("other"));
        long tick = value(Long.class, "SELECT last_value FROM holdfast.haste");
        long now = System.currentTimeMillis();
        note(tick - 1, now + 1_000_000, 0);
        assertThat(other.session().admitSome()).as("another tick since the last look").isEqualTo(Admission.LATER);
        note(tick, now + 1_000_000, now - 1_000_000);
        assertThat(other.session().admitSome()).as("none for long").isEqualTo(Admission.MORE);
        assertThat(other.session().admitSome()).isEqualTo(Admission.DONE);
    }

    @Test
    void whoHasNotLookedForLongAdmitsAtOnce() throws SQLException {
        quick(LENGTH);
        takeTrain();
        submit(TaskRequest.of("work").exclusive("other"));
        note(0, System.currentTimeMillis() - 1000, 0);
        assertThat(other.session().admitSome()).isEqualTo(Admission.MORE);
    }

    @Test
    void theNextTrainFollowsInTheSameStep() throws SQLException {
        quick(LENGTH);
        List<Claimed> first = takeTrain();
        List<Long> next = quick(LENGTH);
        List<Claimed> second = worker.completeAndTakeMany(first, 1, 100);
        assertThat(second).extracting(Claimed::id).isEqualTo(next);
        worker.completeInTurn(second);
        assertAllEndedWell();
    }

    @Test
    void whenOneFailsTheOthersGetTheirOwnPlacesAndWaitForIt() throws SQLException {
        List<Long> ids = quickOn(LENGTH, "a");
        List<Claimed> train = takeTrain();
        long behind = submit(TaskRequest.of("work").exclusive("a"));
        other.admit();
        worker.completeInTurn(train.subList(0, 10));
        worker.fail(train.get(10), "no luck");
        worker.session().giveBack(ids.subList(11, LENGTH));
        for (long id : ids.subList(10, LENGTH)) {
            completeOnly(id);
        }
        completeOnly(behind);
        assertAllEndedWell();
    }

    @Test
    void oneThatTakesLongHoldsNoMoreThanItNeedsOnceTheOthersAreGivenBack() throws SQLException {
        List<Long> onA = quickOn(LENGTH, "a");
        List<Long> onB = quickOn(LENGTH, "b");
        List<Claimed> train = takeTrain();
        assertThat(train).hasSize(2 * LENGTH);
        worker.session().giveBack(Stream.concat(onA.stream().skip(1), onB.stream()).toList());
        assertThat(other.takeIds(100)).containsExactly(onB.getFirst());
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.locks WHERE kind = 'resource'")).isEqualTo(2);
        worker.complete(train.getFirst());
        assertThat(other.takeIds(100)).containsExactly(onA.get(1));
    }

    @Test
    void oneThatIsCanceledLeavesTheTrainByItself() throws SQLException {
        List<Long> ids = quick(LENGTH);
        List<Claimed> train = takeTrain();
        assertThat(tasks.cancel(ids.get(5))).isEqualTo(TaskState.CANCELING);
        worker.session()
                .turn(List.of(new Ended(train.get(5), new Outcome.Canceled(), new Ended.Ran(0, 0))),
                        Wish.nothing(List.of()));
        assertThat(state(ids.get(5))).isEqualTo(TaskState.CANCELED);
        var rest = new ArrayList<>(train);
        rest.remove(5);
        worker.completeInTurn(rest);
        assertAllEndedWell();
    }

    @Test
    void aLostWorkersTrainGoesBackInLine() throws SQLException {
        List<Long> ids = quickOn(LENGTH, "a");
        int dead = worker.id();
        List<Claimed> train = takeTrain();
        worker.completeInTurn(train.subList(0, 30));
        worker.close();
        try (WatchSession watch = WatchSession.open(database.settings(), "o", other.id())) {
            assertThat(watch.awaitEnd(dead)).isTrue();
            assertThat(watch.reap(dead, Duration.ZERO)).isEqualTo(LENGTH - 30);
        }
        for (long id : ids.subList(30, LENGTH)) {
            completeOnly(id);
        }
        assertAllEndedWell();
    }

    @Test
    void aWorkerThatLostItsSessionKeepsWhatItRunsAndNothingElse() throws SQLException {
        List<Long> ids = quickOn(LENGTH, "a");
        List<Claimed> train = takeTrain();
        worker.close();
        Resumed resumed = LockSession.resume(database.settings(), "w", worker.id(), List.of(ids.getFirst()))
                .orElseThrow();
        try (LockSession session = resumed.session()) {
            assertThat(resumed.tasks()).containsExactly(ids.getFirst());
            assertThat(other.takeIds(100)).isEmpty();
            session.turn(List.of(new Ended(train.getFirst(), new Outcome.Completed(null))),
                    Wish.nothing(List.of()));
            assertThat(other.takeIds(100)).containsExactly(ids.get(1));
        }
    }

    static List<TaskRequest> unsuited() {
        return List.of(
                TaskRequest.of("work").exclusive("a"),
                TaskRequest.of("work").maxAttempts(2).shared("a"),
                TaskRequest.of("work").maxAttempts(2).exclusive("a").priority(1),
                // Large, though the server keeps it in little space.
                TaskRequest.of("work").maxAttempts(2).exclusive("a").payload("\"" + "x".repeat(20_000) + "\""),
                TaskRequest.of("else").maxAttempts(2).exclusive("a"));
    }

    @ParameterizedTest
    @MethodSource("unsuited")
    void itEndsBeforeWhatDoesNotSuitIt(TaskRequest request) throws SQLException {
        List<Long> ids = quick(FEWEST);
        submit(request);
        quick(LENGTH);
        assertThat(takeTrain()).extracting(Claimed::id).isEqualTo(ids);
    }

    @Test
    void itEndsBeforeAResourceThatAnybodyIsInLineFor() throws SQLException {
        long first = submit(TaskRequest.of("work").exclusive("taken"));
        assertThat(other.takeIds(1)).containsExactly(first);
        List<Long> ids = quick(FEWEST);
        quickOn(1, "taken");
        quick(LENGTH);
        assertThat(takeTrain()).extracting(Claimed::id).isEqualTo(ids);
    }

    @Test
    void nobodyInItOvertakesATaskWhoseCancelIsTakenBack() throws SQLException {
        List<Long> onA = quickOn(LENGTH, "a");
        List<Long> onB = quickOn(LENGTH, "b");
        try (var person = database.open()) {
            person.setAutoCommit(false);
            Sql.run(person, "SELECT holdfast.cancel(?)", onA.get(1));
            List<Claimed> train = takeTrain();
            assertThat(train).extracting(Claimed::id)
                    .isEqualTo(Stream.concat(Stream.of(onA.getFirst()), onB.stream()).toList());
            person.rollback();
            worker.completeInTurn(train);
        }
        for (long id : onA.subList(1, LENGTH)) {
            completeOnly(id);
        }
        assertAllEndedWell();
    }

    @Test
    void fewAreNoTrain() throws SQLException {
        quick(FEWEST - 1);
        assertThat(takeTrain()).isEmpty();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.submitted")).isEqualTo(FEWEST - 1);
    }

    @Test
    void noneIsTakenWhereAPersonHoldsAResource() throws SQLException {
        quick(LENGTH);
        try (var person = database.open()) {
            Sql.run(person, "SELECT holdfast.hold('r/2')");
            assertThat(takeTrain()).isEmpty();
            assertThat(value(Long.class, "SELECT count(*) FROM holdfast.submitted")).isEqualTo(LENGTH);
            assertThat(value(Long.class, "SELECT count(*) FROM holdfast.locks WHERE kind = 'resource'")).isEqualTo(1);
        }
    }

    /** The other worker finds this task, and no other. */
    private void completeOnly(long id) throws SQLException {
        List<Claimed> taken = other.take(100);
        assertThat(taken).extracting(Claimed::id).containsExactly(id);
        other.complete(taken);
    }

    /** What the other worker remembers of its last look at the haste of others. */
    private void note(long tick, long lookedAt, long changedAt) throws SQLException {
        other.session()
                .call(connection -> Sql.value(connection, String.class, "SELECT set_config('holdfast.haste', ?, false)",
                        "%d %d %d".formatted(tick, lookedAt, changedAt)));
    }

    private List<Claimed> takeTrain() throws SQLException {
        return worker.completeAndTakeMany(List.of(before), 1, 100);
    }

    /** Each with two of four resources. */
    private List<Long> quick(int count) {
        return tasks.submitAll(IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of("work")
                        .maxAttempts(2)
                        .exclusive("r/" + i % 4, "r/" + (i + 1) % 4))
                .toList());
    }

    private List<Long> quickOn(int count, String resource) {
        return tasks.submitAll(IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of("work").maxAttempts(2).exclusive(resource))
                .toList());
    }
}
