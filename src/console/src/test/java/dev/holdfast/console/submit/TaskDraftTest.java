package dev.holdfast.console.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskDraftTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void anEmptyDraftLacksOnlyItsName() {
        assertThat(TaskDraft.empty().problems(NOW)).containsOnlyKeys(Field.NAME);
        assertThat(draft(Map.of(Field.NAME, "repack")).problems(NOW)).isEmpty();
        TaskRequest request = draft(Map.of(Field.NAME, " repack ")).request(NOW);
        assertThat(request.name()).isEqualTo("repack");
        assertThat(request.handler()).isEqualTo("repack");
        assertThat(request.payload()).isEqualTo("{}");
    }

    @Test
    void resourcesAreToldApartByBlanksOrCommas() {
        TaskRequest request = draft(Map.of(Field.NAME, "repack", Field.EXCLUSIVE, " repo/A, repo/B\trepo/C "))
                .request(NOW);

        assertThat(request.exclusive()).containsExactly("repo/A", "repo/B", "repo/C");
        assertThat(request.shared()).isEmpty();
    }

    @Test
    void aSpanIsCountedFromNow() {
        TaskRequest request = draft(Map.of(Field.NAME, "repack", Field.DUE, "2 h")).request(NOW);

        assertThat(request.toJson()).contains(NOW.plus(Duration.ofHours(2)).toString());
    }

    @Test
    void whatIsNoNumberNoTimeAndNoJsonIsFoundAtItsField() {
        TaskDraft draft = draft(Map.of(Field.NAME, "repack", Field.PRIORITY, "-", Field.ATTEMPTS, "often", Field.DUE,
                "tomorrow", Field.PAYLOAD, "{} {}"));

        assertThat(draft.problems(NOW)).containsOnlyKeys(Field.PRIORITY, Field.ATTEMPTS, Field.DUE, Field.PAYLOAD);
        assertThat(draft.problems(NOW).get(Field.PAYLOAD)).startsWith("This is no JSON: line 1");
    }

    private static TaskDraft draft(Map<Field, String> changes) {
        var texts = new EnumMap<>(TaskDraft.empty().texts());
        texts.putAll(changes);
        return new TaskDraft(texts, null);
    }
}
