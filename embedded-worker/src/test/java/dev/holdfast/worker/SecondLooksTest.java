package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workers.Turn.Writers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondLooksTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMillis(500);

    private final SecondLooks looks = new SecondLooks();

    @BeforeEach
    void fallAsleep() {
        looks.begin();
    }

    @Test
    void comeSoonWhileSomebodyWritesWhoMayNotHaveSeenTheSleeper() {
        looks.looked(new Writers(3, 7));
        assertThat(untilNext()).isLessThanOrEqualTo(SOON);
        looks.looked(new Writers(6, 9));
        assertThat(untilNext()).isLessThanOrEqualTo(SOON);
    }

    @Test
    void areBroughtDownToTheLastOneWhereNobodyWrote() {
        looks.looked(new Writers(7, 7));
        assertThat(untilNext()).isBetween(LATE, Duration.ofSeconds(1));
    }

    @Test
    void areBroughtDownToTheLastOneOnceAllWhoWroteHaveEnded() {
        looks.looked(new Writers(3, 7));
        looks.looked(new Writers(7, 9));
        assertThat(untilNext()).isBetween(LATE, Duration.ofSeconds(1));
    }

    @Test
    void beginAnewWithTheNextSleep() {
        looks.looked(new Writers(7, 7));
        looks.begin();
        looks.looked(new Writers(8, 9));
        assertThat(untilNext()).isLessThanOrEqualTo(SOON);
    }

    private Duration untilNext() {
        return looks.orEarlier(Duration.ofHours(1));
    }
}
