package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SleepHandlerTest {

    private final SleepHandler handler = new SleepHandler();

    @Test
    void sleepsAsLongAsItIsTold() throws Exception {
        long start = System.nanoTime();
        String result = handler.run(RecordedTask.of("sleep", "{\"seconds\": 0.2}"));
        assertThat(result).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200),
                Duration.ofSeconds(10));
    }

    @Test
    void reportsProgressOnceInASecond() throws Exception {
        RecordedTask task = RecordedTask.of("sleep", "{\"seconds\": 2.5}");
        handler.run(task);
        assertThat(task.fractions()).hasSizeBetween(1, 2).isSorted().allMatch(fraction -> fraction > 0 && fraction < 1);
    }

    @Test
    void reportsNothingOfAShortSleep() throws Exception {
        RecordedTask task = RecordedTask.of("sleep", "{\"seconds\": 0.5}");
        handler.run(task);
        assertThat(task.fractions()).isEmpty();
    }

    @Test
    void endsAtOnceWhenCanceled() throws Exception {
        RecordedTask task = RecordedTask.of("sleep", "{\"seconds\": 1000}");
        Attempt attempt = Attempt.start(handler, task);
        await().until(() -> !task.fractions().isEmpty());
        assertThat(attempt.ended()).isFalse();
        attempt.cancel();
        assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "\"long\"", "true", "[]"})
    void aWrongTimeIsAnErrorThatNamesIt(String seconds) {
        RecordedTask task = RecordedTask.of("sleep", "{\"seconds\": %s}".formatted(seconds));
        assertThatThrownBy(() -> handler.run(task)).isInstanceOf(HandlerFailure.class)
                .hasMessage("seconds must be a number from 0 to 86400, not " + seconds);
        assertThat(task.fractions()).isEmpty();
    }
}
