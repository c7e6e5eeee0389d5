package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A worker whose network is gone without a word. */
class CutConnectionTest extends WorkerTest {
    @Test
    void itStopsItsTasksBeforeTheServerCouldGiveThemToOthers() throws IOException {
        try (var wire = Wire.to(database.settings())) {
            WorkerProcess willing = workers.launch(wire.settings(database.settings()), "--handlers", "test-append",
                    "--slots", "2");
            WorkerProcess stubborn = workers.launch(wire.settings(database.settings()), "--handlers", "test-stubborn");
            workers.awaitOnline(willing);
            workers.awaitOnline(stubborn);
            long once = workers.submit(witness.heldTask("once").exclusive("repo/A"));
            long again = workers.submit(witness.heldTask("again").exclusive("repo/B").maxAttempts(2));
            long endless = workers.submit(TaskRequest.of("test-stubborn"));
            workers.awaitState(once, TaskState.RUNNING);
            workers.awaitState(again, TaskState.RUNNING);
            workers.awaitState(endless, TaskState.RUNNING);

            wire.cut();
            assertThat(stubborn.awaitExit()).isEqualTo(ExitCode.HANDLER_IGNORED_STOP);
            witness.awaitSilence(once, 1);
            witness.awaitSilence(again, 1);
            assertThat(workers.state(once)).isEqualTo(TaskState.RUNNING);

            wire.mend();
            Task failed = workers.awaitState(once, TaskState.FAILED);
            assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo("WorkerLost");
            workers.awaitAttempt(again, 2);
            witness.release("again");
            workers.awaitState(again, TaskState.COMPLETED);
            workers.awaitState(endless, TaskState.FAILED);
            assertThat(witness.overlaps((one, other) -> false)).isEmpty();
            assertThat(workers.states(willing)).containsExactly("online");
            assertThat(workers.complaints()).isEmpty();
        }
    }
}
