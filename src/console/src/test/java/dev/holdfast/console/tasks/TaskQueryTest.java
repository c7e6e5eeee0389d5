package dev.holdfast.console.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskQueryTest {
    @Test
    void anEmptyQueryFiltersByTheTabAlone() {
        TaskQuery query = TaskQuery.parse("  ");

        assertThat(query.filter(StateTab.ALL)).isEqualTo(TaskFilter.all());
        assertThat(query.filter(StateTab.RUNNING).states()).containsExactlyInAnyOrder(TaskState.RUNNING,
                TaskState.CANCELING);
        assertThat(query.phases(StateTab.FAILED)).containsExactly(Phase.FAILED);
        assertThat(query.problems()).isEmpty();
    }

    @Test
    void tokensAndWordsAreToldApart() {
        TaskQuery query = TaskQuery.parse("nightly resource:repo/A worker:w-1 sync");

        assertThat(query.asked().name()).isEqualTo("nightly sync");
        assertThat(query.asked().resource()).isEqualTo("repo/A");
        assertThat(query.asked().worker()).isEqualTo("w-1");
        assertThat(query.phases()).isEmpty();
    }

    @Test
    void aNamedStateWinsOverTheTab() {
        TaskQuery query = TaskQuery.parse("state:blocked");

        assertThat(query.phases(StateTab.FAILED)).containsExactly(Phase.BLOCKED);
        assertThat(query.filter(StateTab.FAILED).states()).containsExactly(TaskState.WAITING);
        assertThat(TaskQuery.parse("state:waiting").phases()).contains(Phase.HELD, Phase.READY);
    }

    @Test
    void whatIsWrongIsToldAndLeftOutAndWhatIsHalfTypedIsNot() {
        TaskQuery wrong = TaskQuery.parse("state:blokced blocked-by:x older-than:5 color:red repack");
        assertThat(wrong.problems()).hasSize(4);
        assertThat(wrong.filter(StateTab.ALL)).isEqualTo(TaskFilter.all().name("repack"));
        assertThat(TaskQuery.parse("state: resource: older-than:").problems()).isEmpty();
        assertThat(TaskQuery.parse("resource:").asked()).isEqualTo(TaskFilter.all());
    }

    @Test
    void everyKeyFindsItsPlaceAndQuotesKeepAValueTogether() {
        assertThat(TaskQuery.parse("name:\"nightly gc\" group:import blocked-by:17 older-than:2h").filter(StateTab.ALL))
                .isEqualTo(TaskFilter.all()
                        .name("nightly gc")
                        .group("import")
                        .blockedBy(17L)
                        .olderThan(Duration.ofHours(2)));
        assertThat(TaskQuery.parse("name:a:b").asked().name()).isEqualTo("a:b");
    }

    @Test
    void waitingTasksAreListedInTheOrderOfTheQueue() {
        assertThat(TaskQuery.parse("").filter(StateTab.WAITING).newest()).isFalse();
        assertThat(TaskQuery.parse("").filter(StateTab.ALL).newest()).isTrue();
        assertThat(TaskQuery.parse("").filter(StateTab.FAILED).newest()).isTrue();
    }
}
