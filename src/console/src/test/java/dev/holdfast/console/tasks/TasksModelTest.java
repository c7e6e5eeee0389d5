package dev.holdfast.console.tasks;

import static dev.holdfast.console.reading.Snapshots.NOON;
import static dev.holdfast.console.reading.Snapshots.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.console.tasks.TaskActions.Chosen;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model without a toolkit and without a database. */
class TasksModelTest {
    private final AtomicReference<List<TaskSummary>> stored = new AtomicReference<>(List.of());
    private final AtomicReference<Interest> asked = new AtomicReference<>(Interest.initial());
    private Live live;
    private Background background;
    private TasksModel model;

    @BeforeEach
    void open() {
        live = new Live(this::read, Runnable::run);
        live.interval().set(Duration.ofMillis(20));
        background = new Background(Runnable::run, failure -> {});
        var nowhere = new Tasks(() -> {
            throw new SQLException("no database here");
        });
        model = new TasksModel(live, nowhere, background, () -> {});
        live.start();
    }

    @AfterEach
    void close() {
        live.close();
        background.close();
    }

    @Test
    void showsWhatWasRead() {
        stored.set(List.of(task(2, Phase.RUNNING), task(1, Phase.COMPLETED)));

        await().untilAsserted(
                () -> assertThat(model.shown().get()).extracting(TaskSummary::id).containsExactly(2L, 1L));
        assertThat(model.more().get()).isFalse();
        assertThat(model.firstStart().get()).isFalse();
    }

    @Test
    void theDatabaseIsAskedForThePhase() {
        model.query().set("state:ready");

        await().untilAsserted(() -> assertThat(asked.get().filter().phases()).containsExactly(Phase.READY));
        assertThat(asked.get().filter().states()).containsExactly(TaskState.WAITING);
        assertThat(asked.get().limit()).isEqualTo(Interest.ROWS);
    }

    @Test
    void aSavedFilterComesFirstAndIsForgottenOnDemand() {
        model.keep("state:failed", true);
        model.keep("repack", true);
        model.keep("state:failed", true);
        assertThat(model.saved()).containsExactly("state:failed", "repack");
        model.keep("repack", false);
        assertThat(model.saved()).containsExactly("state:failed");
    }

    @Test
    void aTabAsksForItsStates() {
        model.tab().set(StateTab.CANCELED);

        await().untilAsserted(() -> assertThat(asked.get().filter().states())
                .containsExactlyInAnyOrder(TaskState.CANCELED, TaskState.SKIPPED));
        assertThat(model.detail().get()).isNull();
        assertThat(asked.get().task()).isNull();
    }

    @Test
    void aSelectedTaskIsAskedFor() {
        model.select(7L);

        await().untilAsserted(() -> assertThat(asked.get().task()).isEqualTo(7L));
        model.select(null);
        await().untilAsserted(() -> assertThat(asked.get().task()).isNull());
        assertThat(model.detail().get()).isNull();
    }

    @Test
    void onlyTasksThatAreNotOverCanBeCanceledAndRunningOnesStopWork() {
        List<TaskSummary> chosen = List.of(task(1, Phase.COMPLETED), task(2, Phase.BLOCKED), task(3, Phase.CANCELING),
                task(4, Phase.RUNNING));

        assertThat(Chosen.of(chosen, TaskActions.CANCELABLE)).isEqualTo(new Chosen(List.of(2L, 4L), 1));
        assertThat(Chosen.of(chosen, TaskActions.RETRYABLE).ids()).isEmpty();
        assertThat(Chosen.of(List.of(task(5, Phase.FAILED), task(6, Phase.SKIPPED)), TaskActions.RETRYABLE))
                .isEqualTo(new Chosen(List.of(5L, 6L), 0));
    }

    @Test
    void timesCountUpToNowWhileATaskWaitsOrRuns() {
        assertThat(TaskTimes.waited(task(1, Phase.READY), NOON.plusSeconds(30))).hasSeconds(30);
        assertThat(TaskTimes.ran(task(1, Phase.READY), NOON.plusSeconds(30))).isNull();
        assertThat(TaskTimes.waited(task(1, Phase.RUNNING), NOON.plusSeconds(30))).hasSeconds(5);
        assertThat(TaskTimes.ran(task(1, Phase.RUNNING), NOON.plusSeconds(30))).hasSeconds(25);
        assertThat(TaskTimes.ran(task(1, Phase.FAILED), NOON.plusSeconds(30))).hasSeconds(7);
        assertThat(TaskTimes.parts(task(1, Phase.FAILED), NOON.plusSeconds(30)))
                .isEqualTo(Map.of(TaskTimes.Part.LINE, Duration.ofSeconds(5), TaskTimes.Part.RUN,
                        Duration.ofSeconds(7)));
    }

    @Test
    void tabsAddUpTheirPhasesAndSayWhereTheCountStopped() {
        var counts = new StateCounts(Map.of(Phase.READY, 2L, Phase.BLOCKED, 3L, Phase.COMPLETED, StateCounts.CAP));

        assertThat(StateTab.WAITING.label(counts)).isEqualTo("Waiting  5");
        assertThat(StateTab.COMPLETED.label(counts)).isEqualTo("Completed  100,000+");
        assertThat(StateTab.ALL.count(counts)).isEqualTo(100_005);
    }

    private Snapshot read(Interest interest, Snapshot previous) {
        asked.set(interest);
        List<TaskSummary> tasks = stored.get();
        return Snapshots.of(interest, Map.of(Phase.RUNNING, (long) tasks.size()),
                tasks.toArray(TaskSummary[]::new));
    }
}
