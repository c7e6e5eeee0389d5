package dev.holdfast.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.SnapshotSource;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.database.NoConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTest {
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicInteger glances = new AtomicInteger();
    private final List<Interest> reads = new CopyOnWriteArrayList<>();
    private final List<Update> updates = new CopyOnWriteArrayList<>();
    private volatile Duration took = Duration.ZERO;
    private final Poller poller = new Poller(new Source(), updates::add);

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    void readsAtOnceAndThenAgainAndAgain() {
        poller.interval(Duration.ofMillis(20));
        poller.start();

        await().untilAsserted(() -> assertThat(reads).hasSizeGreaterThan(3));
        assertThat(updates.getFirst().link()).isEqualTo(new LinkState.Up());
        assertThat(updates.getFirst().snapshot().interest()).isEqualTo(Interest.initial());
    }

    @Test
    void aChangedInterestIsReadAtOnceAndAnUnchangedOneIsNot() {
        poller.interval(Duration.ofHours(1));
        poller.start();
        await().untilAsserted(() -> assertThat(reads).hasSize(1));

        poller.show(interest -> interest.view(View.TASKS));
        poller.show(interest -> interest.view(View.LOCKS));

        await().untilAsserted(() -> assertThat(reads).hasSize(2));
        assertThat(reads.getLast().view()).isEqualTo(View.LOCKS);
    }

    @Test
    void pausedItReadsOnlyWhenAsked() {
        poller.paused(true);
        poller.interval(Duration.ofMillis(10));
        poller.start();
        await().untilAsserted(() -> assertThat(reads).hasSize(1));

        await().during(Duration.ofMillis(150)).untilAsserted(() -> assertThat(reads).hasSize(1));
        poller.refresh();
        await().untilAsserted(() -> assertThat(reads).hasSize(2));
    }

    @Test
    void hiddenItReadsNothingUntilItIsShownAgain() {
        poller.hidden(true);
        poller.interval(Duration.ofMillis(10));
        poller.start();
        poller.refresh();

        await().during(Duration.ofMillis(150)).untilAsserted(() -> assertThat(reads).isEmpty());
        poller.hidden(false);
        await().untilAsserted(() -> assertThat(reads).isNotEmpty());
    }

    @Test
    void withoutAnIntervalItReadsWhenSomethingHasChanged() {
        poller.interval(Duration.ZERO);
        poller.start();
        await().untilAsserted(() -> assertThat(glances).hasValueGreaterThan(2));
        assertThat(reads).as("nothing has changed").hasSizeLessThan(glances.get());

        changed.set(true);
        await().untilAsserted(() -> assertThat(reads).hasSizeGreaterThan(2));

        changed.set(false);
        poller.refresh();
        int before = reads.size();
        await().untilAsserted(() -> assertThat(reads).as("what goes by the clock").hasSizeGreaterThan(before + 1));
    }

    @Test
    void whatTakesTheServerLongIsReadLessOftenThanAskedButAtOnceOnDemand() {
        took = Duration.ofSeconds(1);
        poller.interval(Duration.ofMillis(500));
        poller.start();
        await().untilAsserted(() -> assertThat(reads).hasSize(1));

        await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(reads).hasSize(1));
        poller.refresh();
        await().untilAsserted(() -> assertThat(reads).hasSize(2));
    }

    @Test
    void aFailureIsToldWithTheLastSnapshotAndMended() {
        poller.interval(Duration.ofMillis(20));
        poller.start();
        await().untilAsserted(() -> assertThat(updates).isNotEmpty());
        Snapshot last = updates.getFirst().snapshot();

        broken.set(true);
        await().untilAsserted(
                () -> assertThat(updates.getLast().link()).isEqualTo(new LinkState.Lost("gone", "wait", 1)));
        assertThat(updates.getLast().snapshot().interest()).isEqualTo(last.interest());

        broken.set(false);
        await().untilAsserted(() -> assertThat(updates.getLast().link()).isEqualTo(new LinkState.Up()));
    }

    @Test
    void waitsLongerAfterEachFailureUpToALimit() {
        assertThat(Poller.retry(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Poller.retry(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Poller.retry(5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Poller.retry(1_000)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void closedItReadsNoMore() {
        poller.interval(Duration.ofMillis(10));
        poller.start();
        await().untilAsserted(() -> assertThat(reads).isNotEmpty());

        poller.close();
        poller.refresh();

        int before = reads.size();
        await().during(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(reads).hasSizeLessThanOrEqualTo(before + 1));
        assertThat(updates).isNotEmpty();
    }

    private final class Source implements SnapshotSource {
        @Override
        public Snapshot read(Interest interest, Snapshot previous) {
            if (broken.get()) {
                throw new NoConnection("gone", "wait");
            }
            reads.add(interest);
            return Snapshots.costing(took, Snapshots.of(interest));
        }

        @Override
        public boolean hasChanged() {
            glances.incrementAndGet();
            return changed.get();
        }
    }
}
