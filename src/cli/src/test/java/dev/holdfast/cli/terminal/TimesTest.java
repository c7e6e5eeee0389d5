package dev.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void spansGetCoarserAsTheyGrow() {
        assertThat(Times.span(Duration.ofMillis(440))).isEqualTo("0.4 s");
        assertThat(Times.span(Duration.ofSeconds(42))).isEqualTo("42 s");
        assertThat(Times.span(Duration.ofSeconds(200))).isEqualTo("3 min");
        assertThat(Times.span(Duration.ofHours(5))).isEqualTo("5 h");
        assertThat(Times.span(Duration.ofDays(3))).isEqualTo("3 d");
    }

    @Test
    void clocksThatDifferMakeNoNegativeTimes() {
        assertThat(Times.span(Duration.ofSeconds(-3))).isEqualTo("0.0 s");
        assertThat(Times.ago(Instant.now().plusSeconds(60))).isEqualTo("0.0 s");
        assertThat(Times.ago(null)).isEmpty();
    }

    @Test
    void timesOfDayAreThoseOfThisMachine() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        assertThat(Times.between(noon, noon.plusSeconds(90))).isEqualTo("90 s");
        assertThat(Times.local(noon)).startsWith("2026-01-0").hasSize(19);
        assertThat(ScreenWidth.parse("40 132\n")).isEqualTo(132);
        assertThat(ScreenWidth.parse("")).isEqualTo(120);
    }
}
