package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.WatchSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that wait for each other, claimed in one go by the worker that runs them one after the other. */
class ChainTest extends TwoWorkersTest {
    @Test
    void aLineOnOneResourceIsClaimedAtOnceAndInItsOrder() throws SQLException {
        List<Long> ids = List.of(line("a"), line("a"), line("a"), line("a"));
        List<Claimed> taken = worker.takeMany(1, 100);
        assertThat(taken).extracting(Claimed::id).isEqualTo(ids);
        assertThat(taken).extracting(Claimed::chained).containsExactly(false, true, true, true);
        assertThat(other.takeMany(1, 100)).isEmpty();
        worker.completeInTurn(taken.subList(0, 2));
        assertThat(other.takeMany(1, 100)).as("the rest is still claimed").isEmpty();
        worker.completeInTurn(taken.subList(2, 4));
        assertAllEndedWell();
    }

    @Test
    void whatIsGivenBackWaitsForItsTurn() throws SQLException {
        line("a");
        long second = line("a");
        long third = line("a");
        List<Claimed> taken = worker.takeMany(1, 100);
        worker.session().giveBack(List.of(third, second));
        assertThat(other.takeMany(1, 100)).isEmpty();
        worker.complete(taken.getFirst());
        assertThat(other.takeIds(5)).containsExactly(second);
    }

    @Test
    void whenOneFailsTheOthersWaitForItsNextAttempt() throws SQLException {
        long first = line("a");
        long second = line("a");
        List<Claimed> taken = worker.takeMany(1, 100);
        worker.session().giveBack(List.of(second));
        worker.fail(taken.getFirst(), "no luck");
        assertThat(state(second)).isEqualTo(TaskState.WAITING);
        assertThat(other.takeIds(5)).containsExactly(first);
    }

    @Test
    void oneThatIsCanceledBeforeItsTurnLeavesTheOthersInOrder() throws SQLException {
        line("a");
        long second = line("a");
        long third = line("a");
        List<Claimed> taken = worker.takeMany(1, 100);
        assertThat(tasks.cancel(second)).isEqualTo(TaskState.CANCELING);
        worker.finish(taken.get(1), new Outcome.Canceled());
        assertThat(state(second)).isEqualTo(TaskState.CANCELED);
        worker.session().giveBack(List.of(third));
        assertThat(other.takeMany(1, 100)).as("the first still runs").isEmpty();
        worker.complete(taken.getFirst());
        assertThat(other.takeIds(5)).containsExactly(third);
    }

    @Test
    void aLostWorkersChainGoesBackInLine() throws SQLException {
        List<Long> ids = List.of(line("a"), line("a"), line("a"));
        int dead = worker.id();
        worker.takeMany(1, 100);
        worker.close();
        try (WatchSession watch = WatchSession.open(database.settings(), "o", other.id())) {
            assertThat(watch.awaitEnd(dead)).isTrue();
            assertThat(watch.reap(dead, Duration.ZERO)).isEqualTo(3);
        }
        for (long id : ids) {
            List<Claimed> taken = other.take(5);
            assertThat(taken).extracting(Claimed::id).containsExactly(id);
            other.complete(taken);
        }
        assertAllEndedWell();
    }

    @Test
    void itEndsBeforeATaskThatMayRunOnlyOnce() throws SQLException {
        long first = line("a");
        exclusive("a");
        line("a");
        assertThat(worker.takeMany(1, 100)).extracting(Claimed::id).containsExactly(first);
    }

    @Test
    void itFollowsTwoResourcesAtOnceAndGoesRoundWhatAnotherWorkerHas() throws SQLException {
        long theirs = line("x");
        Claimed running = other.take(1).getFirst();
        assertThat(running.id()).isEqualTo(theirs);
        long first = line("a");
        long both = line("a", "b");
        long blocked = line("b", "x");
        line("b");
        long free = line("a");
        List<Claimed> taken = worker.takeMany(1, 100);
        assertThat(taken).extracting(Claimed::id).containsExactly(first, both, free);
        worker.completeInTurn(taken);
        assertThat(worker.takeMany(1, 100)).isEmpty();
        other.complete(running);
        assertThat(worker.takeMany(1, 100)).extracting(Claimed::id).first().isEqualTo(blocked);
    }

    @Test
    void itDoesNotPassASharedTaskThatAnotherWorkerRuns() throws SQLException {
        long theirs = submit(TaskRequest.of("work").shared("s"));
        assertThat(other.takeIds(1)).containsExactly(theirs);
        long first = submit(TaskRequest.of("work").maxAttempts(2).exclusive("a").shared("s"));
        line("a", "s");
        assertThat(worker.takeMany(1, 100)).extracting(Claimed::id).containsExactly(first);
    }

    @Test
    void itEndsAtAResourceThatAPersonHolds() throws SQLException {
        long first = line("a");
        line("a", "held");
        line("a");
        try (var person = database.open()) {
            Sql.run(person, "SELECT holdfast.hold('held')");
            assertThat(worker.takeMany(1, 100)).extracting(Claimed::id).containsExactly(first);
        }
    }

    private long line(String... resources) {
        return submit(TaskRequest.of("work").maxAttempts(2).exclusive(resources));
    }
}
