package dev.holdfast.console.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostsTest {
    private final Costs costs = new Costs();

    @Test
    void aFirstReadingWithColdCachesDelaysNothing() {
        costs.add(Duration.ofMillis(900));
        assertThat(costs.least()).isZero();

        costs.add(Duration.ofMillis(20));
        assertThat(costs.least()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void oneThatWasHeldUpCountsForNothingButThoseThatAllCostMuchDo() {
        costs.add(Duration.ofMillis(10));
        costs.add(Duration.ofSeconds(3));
        assertThat(costs.least()).isEqualTo(Duration.ofMillis(10));

        for (int i = 0; i < 5; i++) {
            costs.add(Duration.ofMillis(400 + i));
        }
        assertThat(costs.least()).isEqualTo(Duration.ofMillis(400));
    }
}
