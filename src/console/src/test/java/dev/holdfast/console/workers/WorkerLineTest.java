package dev.holdfast.console.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.console.workers.LocalWorker.Stage;
import dev.holdfast.console.workers.WorkerLine.Condition;
import dev.holdfast.workers.WorkerRow;
import dev.holdfast.workers.WorkerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLineTest {
    @Test
    void aLocalProcessAndItsRowAreOneLine() {
        var local = new LocalWorker("w-1", 4711, Stage.RUNNING, null, 0, null, null);

        List<WorkerLine> lines = WorkerLine.join(List.of(row(1, "w-1", 4711), row(2, "w-2", 4711)), List.of(local));

        assertThat(lines).hasSize(2);
        assertThat(lines).extracting(WorkerLine::isOurs).containsExactly(true, false);
        assertThat(lines).extracting(WorkerLine::condition).containsOnly(Condition.ONLINE);
    }

    @Test
    void aProcessThatIsNotOnlineYetIsShownAsStarting() {
        var starting = new LocalWorker("w-3", 4712, Stage.STARTING, null, 0, null, null);
        var ended = new LocalWorker("w-4", 4713, Stage.ENDED, 1, 0, null, null);

        List<WorkerLine> lines = WorkerLine.join(List.of(), List.of(starting, ended));

        assertThat(lines).extracting(WorkerLine::name).containsExactly("w-3");
        assertThat(lines.getFirst().condition()).isEqualTo(Condition.STARTING);
        assertThat(lines.getFirst().busy()).isZero();
    }

    @Test
    void oneThatCrashedIsShownUntilItIsStartedAgain() {
        var crashed = new LocalWorker("w-1", 4711, Stage.CRASHED, 137, 0, null, null);

        assertThat(WorkerLine.join(List.of(), List.of(crashed))).extracting(WorkerLine::condition)
                .containsExactly(Condition.CRASHED);
        assertThat(WorkerLine.join(List.of(row(1, "w-1", 4711)), List.of(crashed))).extracting(WorkerLine::condition)
                .containsExactly(Condition.CRASHED);
    }

    @Test
    void aWorkerWithoutItsLockIsLostWhateverItsRowSays() {
        var silent = new WorkerRow(1, "w-1", "host", 1, "1", "advisory", 1, List.of(), WorkerState.ONLINE, false, 7,
                Snapshots.NOON, Snapshots.NOON, null, List.of());

        assertThat(new WorkerLine(silent, null).condition()).isEqualTo(Condition.LOST);
        assertThat(new WorkerLine(row(1, "w-1", 1), null).condition()).isEqualTo(Condition.ONLINE);
        assertThat(new WorkerLine(silent, null).key()).isEqualTo(1);
    }

    private static WorkerRow row(int id, String name, long pid) {
        return new WorkerRow(id, name, "host", pid, "1", "advisory", 1, List.of("sleep"), WorkerState.ONLINE, true, 7,
                Snapshots.NOON, Snapshots.NOON, null, List.of());
    }
}
