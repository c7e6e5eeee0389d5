package dev.holdfast.console.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixTest {
    @Test
    void theDemoIsAlwaysTheSameAndUsesAllResources() {
        List<TaskRequest> requests = Mix.demo().requests().toList();

        assertThat(requests).hasSize(60).isEqualTo(Mix.demo().requests().toList());
        assertThat(requests.stream().flatMap(MixTest::resources).distinct()).hasSize(12);
        assertThat(requests).allSatisfy(task -> assertThat(task.handler()).isEqualTo("sleep"));
    }

    @Test
    void theDemoHasExclusiveAndSharedNeedsAndBoth() {
        assertThat(Mix.demo().requests().toList())
                .anyMatch(task -> task.shared().isEmpty())
                .anyMatch(task -> task.exclusive().isEmpty() && task.shared().size() > 1)
                .anyMatch(task -> !task.exclusive().isEmpty() && !task.shared().isEmpty());
    }

    @Test
    void anotherSeedIsOtherTasks() {
        var mix = new Mix(1, 50, 0, 10, 3, 50, 1, 2, 0, 1);
        var other = new Mix(2, 50, 0, 10, 3, 50, 1, 2, 0, 1);
        assertThat(mix.requests().toList()).isNotEqualTo(other.requests().toList())
                .allSatisfy(task -> assertThat(resources(task).distinct()).hasSize(3));
    }

    @Test
    void ofAHundredAsManyFailAsWereAskedFor() {
        assertThat(new Mix(1, 40, 0, 5, 1, 0, 1, 2, 100, 1).requests())
                .allSatisfy(task -> assertThat(task.toJson()).contains("time_limit"));
        assertThat(new Mix(1, 40, 0, 5, 1, 0, 1, 2, 0, 1).requests())
                .allSatisfy(task -> assertThat(task.toJson()).doesNotContain("time_limit"));
    }

    @Test
    void aDraftSaysWhatIsWrongWithIt() {
        MixDraft draft = MixDraft.of(Mix.demo());
        assertThat(draft.problems()).isEmpty();
        assertThat(draft.mix()).isEqualTo(Mix.demo());

        assertThat(with(draft, Knob.TASKS, "many").problems()).containsOnlyKeys(Knob.TASKS)
                .containsValue("Tasks: a number from 1 to 100,000");
        assertThat(with(draft, Knob.SHARED, "101").problems()).containsOnlyKeys(Knob.SHARED);
        assertThat(with(draft, Knob.NEEDS, "13").problems()).containsOnlyKeys(Knob.NEEDS);
        assertThat(with(draft, Knob.LONGEST, "1,5").problems()).containsOnlyKeys(Knob.LONGEST);
        assertThat(with(draft, Knob.LONGEST, "2.5").problems()).isEmpty();
    }

    private static MixDraft with(MixDraft draft, Knob knob, String text) {
        Map<Knob, String> texts = new EnumMap<>(draft.texts());
        texts.put(knob, text);
        return new MixDraft(texts);
    }

    private static Stream<String> resources(TaskRequest task) {
        return Stream.concat(task.exclusive().stream(), task.shared().stream());
    }
}
