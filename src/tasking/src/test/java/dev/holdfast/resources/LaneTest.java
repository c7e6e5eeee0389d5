package dev.holdfast.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.resources.Lane.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void holdsThatOverlapCountOnce() {
        Lane lane = lane(hold(1, 0, 0, 30), hold(2, 0, 10, 40), hold(3, 0, 15, 20));

        assertThat(lane.percent()).isEqualTo(40);
        assertThat(lane.gaps()).isEmpty();
        assertThat(lane.handOver()).isNull();
    }

    @Test
    void whatStillRunsAndWhatBeganEarlierCountsWithinTheTime() {
        assertThat(lane(hold(1, -50, -50, 10), hold(2, 80, 80, null)).percent()).isEqualTo(30);
        assertThat(lane().percent()).isZero();
    }

    @Test
    void aGapBeginsWhenTheNextTaskCouldHaveStarted() {
        Lane lane = lane(hold(1, 0, 0, 10), hold(2, 5, 12, 20), hold(3, 30, 34, 40), hold(4, 40, 40, 50));

        assertThat(lane.gaps()).containsExactly(new Gap(at(10), at(12)), new Gap(at(30), at(34)));
        assertThat(lane.handOver()).isEqualTo(Duration.ofSeconds(2));
    }

    private static Lane lane(Hold... holds) {
        return Lane.of("repo/A", List.of(holds), NOON, at(100));
    }

    private static Hold hold(long task, int ready, int started, @Nullable Integer ended) {
        return new Hold(task, "sleep", true, "w-1", at(ready), at(started), ended == null ? null : at(ended));
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}
