package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, in this process. */
class WorkerTest {
    private final Cli cli = Cli.at(SharedDatabase.cleared());

    @Test
    void worksOffWhatThereIsAndEnds() {
        String first = "" + cli.run("submit", "nap", "--handler", "sleep", "--need", "bed", "--payload",
                "{\"seconds\": 0.01}").id();
        String second = "" + cli.run("submit", "nap", "--handler", "sleep", "--need", "bed", "--payload",
                "{\"seconds\": 0.01}").id();
        Result worker = cli.run("worker", "--burst", "--name", "w9");
        assertThat(worker.code()).as(worker.err()).isZero();
        assertThat(cli.run("await", first, second).code()).isZero();
        assertThat(cli.run("list", "--worker", "w9", "--state", "completed", "--json").json()).hasSize(2);
    }

    @Test
    void runsProgramsOnlyWhereThatIsNamed(@TempDir Path directory) {
        String id = "" + cli.in(directory).run("submit", "greet", "--", "echo", "hello", "world").id();
        assertThat(cli.run("worker", "--burst").code()).isZero();
        assertThat(cli.run("show", id, "--json").json().path("phase").asText()).isEqualTo("ready");
        assertThat(cli.run("worker", "--burst", "--handlers", "command").code()).isZero();
        assertThat(cli.run("log", id).out()).isEqualTo("hello world\n");
    }

    @Test
    void submitWaitEndsAsTheProgramDoes(@TempDir Path directory) {
        var submit = CompletableFuture.supplyAsync(
                () -> cli.in(directory).run("submit", "list", "--wait", "--", "ls", "missing"));
        await().until(() -> !cli.run("list", "--json").json().isEmpty());
        cli.run("worker", "--burst", "--handlers", "command");
        assertThat(submit.join().code()).isEqualTo(1);
        assertThat(submit.join().out()).contains("missing");
        JsonNode task = cli.run("show", "" + submit.join().id(), "--json").json();
        assertThat(task.path("result").path("exitCode").asInt()).isPositive();
        assertThat(task.path("error").path("type").asText()).isEqualTo("ExitCode");
    }

    @Test
    void refusesSlotsAndHandlersThatAreNone() {
        Result slots = cli.run("worker", "--slots", "0");
        assertThat(slots.code()).isEqualTo(2);
        assertThat(slots.err()).contains("--slots is 0");
        Result handlers = cli.run("worker", "--handlers", "dance");
        assertThat(handlers.code()).isEqualTo(2);
        assertThat(handlers.err()).contains("dance").contains("command, sleep");
    }

    @Test
    void refusesJarsThatAreNotThereWhoeverNamesThem() {
        Result named = cli.run("worker", "--jars", "nowhere.jar");
        assertThat(named.code()).isEqualTo(2);
        assertThat(named.err()).contains("there is no nowhere.jar", "HOLDFAST_JARS");
        Result found = cli.with("HOLDFAST_JARS", "elsewhere.jar").run("worker");
        assertThat(found.code()).isEqualTo(2);
        assertThat(found.err()).contains("there is no elsewhere.jar");
    }
}
