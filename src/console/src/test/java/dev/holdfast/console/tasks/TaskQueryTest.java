package dev.holdfast.console.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import org.junit.jupiter.api.Test;

class TaskQueryTest {
    @Test
    void anEmptyQueryFiltersByTheTabAlone() {
        TaskQuery query = TaskQuery.parse("  ");

        assertThat(query.filter(StateTab.ALL)).isEqualTo(TaskFilter.all());
        assertThat(query.filter(StateTab.RUNNING).states()).containsExactlyInAnyOrder(TaskState.RUNNING,
                TaskState.CANCELING);
        assertThat(query.phases(StateTab.FAILED)).containsExactly(Phase.FAILED);
        assertThat(query.problem()).isNull();
    }

    @Test
    void tokensAndWordsAreToldApart() {
        TaskQuery query = TaskQuery.parse("nightly resource:repo/A worker:w-1 sync");

        assertThat(query.name()).isEqualTo("nightly sync");
        assertThat(query.resource()).isEqualTo("repo/A");
        assertThat(query.worker()).isEqualTo("w-1");
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
    void anUnknownStateIsAProblemAndAHalfTypedOneIsNot() {
        assertThat(TaskQuery.parse("state:blokced").problem()).isEqualTo("blokced");
        assertThat(TaskQuery.parse("state:").problem()).isNull();
        assertThat(TaskQuery.parse("resource:").resource()).isNull();
    }

    @Test
    void waitingTasksAreListedInTheOrderOfTheQueue() {
        assertThat(TaskQuery.parse("").filter(StateTab.WAITING).newest()).isFalse();
        assertThat(TaskQuery.parse("").filter(StateTab.ALL).newest()).isTrue();
        assertThat(TaskQuery.parse("").filter(StateTab.FAILED).newest()).isTrue();
    }
}
