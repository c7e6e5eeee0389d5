package dev.holdfast.console.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cluster.chaos.Blow;
import dev.holdfast.cluster.chaos.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void blowsAreAddedUpAndTimesKeptInOrder() {
        Score score = Score.of(Fault.KILL).with(blow(30, 300)).with(blow(10, 100)).with(blow(20, 900));

        assertThat(score.blows()).isEqualTo(3);
        assertThat(score.tasks()).isEqualTo(6);
        assertThat(score.lost()).isEqualTo(3);
        assertThat(score.gone()).isZero();
        assertThat(Score.median(score.freed())).contains(Duration.ofMillis(20));
        assertThat(Score.longest(score.settled())).contains(Duration.ofMillis(900));
    }

    @Test
    void whatStruckNobodyIsCountedAndNotTimed() {
        Score score = Score.of(Fault.CUT).with(new Blow(Fault.CUT, "w-1", 0, null, null, 0, 0));

        assertThat(score.blows()).isOne();
        assertThat(Score.median(score.freed())).isEmpty();
        assertThat(Score.longest(score.settled())).isEmpty();
    }

    private static Blow blow(int freed, int settled) {
        return new Blow(Fault.KILL, "w-1", 2, Duration.ofMillis(freed), Duration.ofMillis(settled), 1, 0);
    }
}
