package dev.holdfast.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final List<Object> outcome = new CopyOnWriteArrayList<>();
    private final Background background = new Background(Runnable::run, outcome::add);

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void theResultComesBackAndTheWorkRanElsewhere() {
        background.run(() -> Thread.currentThread().getName(), outcome::add);

        await().untilAsserted(() -> assertThat(outcome).hasSize(1));
        assertThat(outcome).containsExactly("holdfast-console-work");
        assertThat(Thread.currentThread().getName()).isNotEqualTo("holdfast-console-work");
    }

    @Test
    void aFailureIsToldBareAndWhatFollowsIsNotRun() {
        var failure = new IllegalStateException("no");
        background.run(() -> {
            throw failure;
        }, () -> outcome.add("done"));

        await().untilAsserted(() -> assertThat(outcome).hasSize(1));
        assertThat(outcome.getFirst()).isSameAs(failure);
        assertThat(outcome).doesNotContain("done");
    }

    @Test
    void worksInOrderAndAfterAFailureToo() {
        background.run(() -> {
            throw new IllegalStateException("first");
        }, () -> {});
        background.run(() -> 2, outcome::add);
        background.run(() -> 3, outcome::add);

        await().untilAsserted(() -> assertThat(outcome).hasSize(3));
        assertThat(outcome.getFirst()).isInstanceOf(IllegalStateException.class);
        assertThat(outcome.subList(1, 3)).containsExactly(2, 3);
    }

    @Test
    void onceClosedItRunsNothingMore() {
        background.close();
        background.run(() -> 1, outcome::add);
        assertThat(outcome).isEmpty();
    }
}
