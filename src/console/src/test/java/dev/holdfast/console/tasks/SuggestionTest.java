package dev.holdfast.console.tasks;

import static dev.holdfast.console.reading.Snapshots.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.tasks.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private final Vocabulary vocabulary = new Vocabulary();

    @BeforeEach
    void learn() {
        vocabulary.learn(Snapshots.of(Interest.initial(), task(4, Phase.RUNNING), task(5, Phase.BLOCKED)));
        vocabulary.learn(Snapshots.of(Interest.initial()));
    }

    @Test
    void keysAreSuggestedByTheirBeginning() {
        assertThat(Suggestion.of("sleep st", vocabulary)).containsExactly(new Suggestion("state:", "sleep state:"));
        assertThat(Suggestion.of("x", vocabulary)).isEmpty();
        assertThat(Suggestion.of("", vocabulary)).isEmpty();
        assertThat(Suggestion.of("state:blocked ", vocabulary)).isEmpty();
    }

    @Test
    void valuesAreSuggestedFromWhatWasSeen() {
        assertThat(Suggestion.of("state:ca", vocabulary)).extracting(Suggestion::word)
                .containsExactly("state:canceled", "state:canceling");
        assertThat(Suggestion.of("resource:", vocabulary)).containsExactly(
                new Suggestion("resource:repo/A", "resource:repo/A "));
        assertThat(Suggestion.of("name:sl", vocabulary)).extracting(Suggestion::text).containsExactly("name:sleep ");
        assertThat(Suggestion.of("name:sleep", vocabulary)).as("complete").isEmpty();
        assertThat(Suggestion.of("color:", vocabulary)).isEmpty();
    }
}
