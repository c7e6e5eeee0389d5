package dev.holdfast.console.reading;

import static dev.holdfast.console.reading.Snapshots.NOON;
import static dev.holdfast.console.reading.Snapshots.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HindsightTest {
    private final Interest initial = Interest.initial();
    private final Snapshot then = Snapshots.at(NOON.plusSeconds(60),
            Snapshots.of(initial, task(1, Phase.RUNNING), task(2, Phase.BLOCKED), task(3, Phase.FAILED)));

    @Test
    void theFilterOfNowChoosesAmongTheTasksOfThen() {
        TaskFilter all = TaskFilter.all();
        assertThat(ids(all.phases(Set.of(Phase.BLOCKED)))).containsExactly(2L);
        assertThat(ids(all.states(Set.of(TaskState.RUNNING, TaskState.FAILED)))).containsExactly(1L, 3L);
        assertThat(ids(all.name("SLE"))).hasSize(3);
        assertThat(ids(all.name("nap"))).isEmpty();
        assertThat(ids(all.resource("repo/A"))).hasSize(3);
        assertThat(ids(all.resource("repo"))).isEmpty();
        assertThat(ids(all.worker("w-9"))).isEmpty();
        assertThat(ids(all.olderThan(Duration.ofSeconds(59)))).hasSize(3);
        assertThat(ids(all.olderThan(Duration.ofSeconds(61)))).isEmpty();
    }

    @Test
    void whatTheListsDoNotTellIsNotGuessed() {
        assertThat(ids(TaskFilter.all().group("import"))).isEmpty();
        assertThat(ids(TaskFilter.all().blockedBy(1L))).isEmpty();
        assertThat(Hindsight.of(then, initial.task(9L)).detail()).isNull();
    }

    @Test
    void aTaskThatWasNotSelectedIsShownAsFarAsItsLineTells() {
        Snapshot seen = Hindsight.of(then, initial.task(2L));
        assertThat(seen.detail().task().summary()).isEqualTo(task(2, Phase.BLOCKED));
        assertThat(seen.detail().hasContents()).isFalse();
        assertThat(seen.interest()).isEqualTo(initial.task(2L));
    }

    private List<Long> ids(TaskFilter filter) {
        return Hindsight.of(then, initial.filter(filter)).tasks().rows().stream().map(TaskSummary::id).toList();
    }
}
