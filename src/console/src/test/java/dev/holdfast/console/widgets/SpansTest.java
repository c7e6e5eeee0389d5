package dev.holdfast.console.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void spansAreShortAndHaveAUnit() {
        assertThat(Spans.of(Duration.ofMillis(449))).isEqualTo("0.4 s");
        assertThat(Spans.of(Duration.ofSeconds(42))).isEqualTo("42 s");
        assertThat(Spans.of(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
        assertThat(Spans.of(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
        assertThat(Spans.of(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    }

    @Test
    void clocksThatDifferDoNotMakeNegativeSpans() {
        assertThat(Spans.of(Duration.ofSeconds(-3))).isEqualTo("0.0 s");
        assertThat(Spans.of(Duration.ZERO)).isEqualTo("0.0 s");
        assertThat(Spans.of(Duration.ofNanos(1))).isEqualTo("0.0 s");
    }

    @Test
    void theDateIsShownWhereItIsNotTodays() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");

        assertThat(Spans.clock(noon, noon.plusSeconds(60))).matches("\\d\\d:\\d\\d:00");
        assertThat(Spans.clock(noon, noon.plus(Duration.ofDays(3)))).contains("25");
        assertThat(Spans.full(noon)).endsWith("00.000");
    }
}
