package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.tasks.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the process starts, or says why not. */
class WorkerMainTest extends WorkerTest {
    private static final String PASSWORD = "a-very-secret-word";

    @Test
    void wrongUsageIsToldAndEndsWith2() {
        WorkerProcess slots = workers.launch(database.settings(), "--slots", "none");
        WorkerProcess handler = workers.launch(database.settings(), "--handlers", "sleep,nap");
        WorkerProcess option = workers.launch(database.settings(), "--speed", "9");
        assertThat(slots.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(slots.output()).contains("--slots is none").doesNotContain("\tat ");
        assertThat(handler.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(handler.output()).contains("'nap'", "sleep").doesNotContain("\tat ");
        assertThat(option.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(option.output()).contains("unknown option --speed", "--slots").doesNotContain("\tat ");
    }

    @Test
    void aServerThatCannotBeReachedIsToldAndEndsWith3() {
        var nowhere = ConnectionSettings.parse("postgresql://127.0.0.1:1/nothing").withPassword(PASSWORD);
        WorkerProcess worker = workers.launch(nowhere);
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(worker.output()).contains("127.0.0.1:1").doesNotContain("\tat ");
        assertThat(worker.output()).doesNotContain(PASSWORD);
    }

    @Test
    void thePasswordIsNeverShown() throws IOException {
        WorkerProcess worker = workers.launch(database.settings().withPassword(PASSWORD));
        workers.awaitOnline(worker);
        long id = workers.submit(witness.task("any", 0));
        workers.awaitState(id, TaskState.COMPLETED);
        Path commandLine = Path.of("/proc", Long.toString(worker.pid()), "cmdline");
        assertThat(Files.readString(commandLine)).contains("WorkerMain").doesNotContain(PASSWORD);
        assertThat(worker.output()).contains("online").doesNotContain(PASSWORD);
    }
}
