package dev.holdfast.console.reading;

import static dev.holdfast.console.reading.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.NoConnection;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundSourceTest {
    private final List<Interest> reads = new ArrayList<>();
    private final RoundSource rounds = new RoundSource(this::read);
    private final Interest wanted = Interest.initial().filter(TaskFilter.all().name("x")).task(7L);
    private Instant now = NOON;
    private Duration took = Duration.ZERO;
    private boolean broken;

    @Test
    void theFirstReadingHoldsNobodyUp() {
        rounds.read(wanted, Snapshot.none());
        assertThat(reads).containsExactly(wanted);
    }

    @Test
    void theOtherViewsAreReadInTurnAndThenNotForAWhile() {
        Snapshot last = rounds.read(wanted, Snapshot.none());
        for (int i = 0; i < 4; i++) {
            now = now.plusSeconds(1);
            last = rounds.read(wanted, last);
            assertThat(last.interest()).isEqualTo(wanted);
        }
        assertThat(reads).extracting(Interest::view)
                .containsExactly(View.TASKS, View.TASKS, View.RESOURCES, View.TASKS, View.LOCKS, View.TASKS,
                        View.AUDIT, View.TASKS);
        assertThat(last.readAt(View.RESOURCES)).isEqualTo(NOON.plusSeconds(1));
        assertThat(last.readAt(View.TASKS)).isEqualTo(NOON.plusSeconds(4));

        now = now.plusSeconds(5);
        rounds.read(wanted, last);
        assertThat(reads.getLast().view()).isEqualTo(View.RESOURCES);
    }

    @Test
    void tasksThatNobodyLooksAtAreReadWithoutAFilter() {
        Interest locks = wanted.view(View.LOCKS);
        Snapshot last = rounds.read(locks, Snapshot.none());
        now = now.plusSeconds(1);
        last = rounds.read(locks, last);

        assertThat(reads.getLast().view()).isEqualTo(View.TASKS);
        assertThat(reads.getLast().filter()).isEqualTo(TaskFilter.all());
        assertThat(last.interest()).isEqualTo(locks);
        assertThat(last.tasks().rows()).extracting(TaskSummary::id).containsExactly(1L);
    }

    @Test
    void whatFailsThereIsLeftOutAndTriedMuchLater() {
        Snapshot last = rounds.read(wanted, Snapshot.none());
        broken = true;
        now = now.plusSeconds(1);
        last = rounds.read(wanted, last);
        assertThat(last.serverTime()).isEqualTo(now);

        broken = false;
        now = now.plusSeconds(10);
        last = rounds.read(wanted, last);
        assertThat(reads.getLast().view()).isEqualTo(View.LOCKS);
        last = rounds.read(wanted, last);
        assertThat(reads.getLast().view()).isEqualTo(View.AUDIT);
        last = rounds.read(wanted, last);
        assertThat(reads.getLast().view()).as("not yet again").isEqualTo(View.TASKS);
    }

    @Test
    void whatAReadingCostsIsToldOfTheViewThatIsShown() {
        took = Duration.ofSeconds(1);
        Snapshot first = rounds.read(wanted, Snapshot.none());
        Snapshot tasks = rounds.read(wanted, first);
        took = Duration.ofMillis(10);
        Snapshot locks = rounds.read(wanted.view(View.LOCKS), tasks);

        assertThat(first.cost()).as("one reading says nothing yet").isZero();
        assertThat(tasks.cost()).isEqualTo(Duration.ofSeconds(1));
        assertThat(locks.cost()).isZero();
    }

    @Test
    void whatAViewCostsIsKnownFromTheTimeWhenNobodyLookedAtIt() {
        took = Duration.ofSeconds(1);
        Snapshot last = Snapshot.none();
        Interest locks = wanted.view(View.LOCKS);
        for (int i = 0; i < 5; i++) {
            last = rounds.read(locks, last);
            now = now.plusSeconds(10_000);
        }
        took = Duration.ofMillis(10);
        assertThat(rounds.read(wanted, last).cost()).as("a part of it took that long").isEqualTo(Duration.ofSeconds(1));
        assertThat(rounds.read(wanted, last).cost()).as("that is over").isEqualTo(Duration.ofMillis(10));
        assertThat(rounds.read(locks, last).cost()).as("the cheapest").isEqualTo(Duration.ofMillis(10));
    }

    private Snapshot read(Interest interest, Snapshot previous) {
        reads.add(interest);
        if (broken && interest.view() != wanted.view()) {
            throw new NoConnection("too slow", null);
        }
        Snapshot fresh = Snapshots.costing(took,
                Snapshots.at(now, Snapshots.of(interest, Snapshots.task(1, Phase.READY))));
        return fresh.readings(previous.readings());
    }
}
