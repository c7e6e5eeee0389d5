package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandHandlerTest {

    private final CommandHandler handler = new CommandHandler();

    @Test
    void keepsOutputAndErrorsInTheirOrder() throws Exception {
        RecordedTask task = RecordedTask.script("for i in 1 2 3; do echo out $i; echo err $i >&2; done");
        String result = handler.run(task);
        assertThat(task.logged()).hasToString("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
        assertThat(result).matches("\\{\"exitCode\":0,\"seconds\":\\d+\\.\\d\\d}");
    }

    @Test
    void logsOutputWhileTheProgramRuns(@TempDir Path directory) throws Exception {
        RecordedTask task = RecordedTask
                .script("printf 'half a line'; while ! [ -e %s/go ]; do sleep 0.02; done; echo end"
                        .formatted(directory));
        Attempt attempt = Attempt.start(handler, task);
        await().until(() -> task.logged().toString().equals("half a line"));
        assertThat(attempt.ended()).isFalse();
        Files.createFile(directory.resolve("go"));
        await().until(attempt::ended);
        assertThat(task.logged()).hasToString("half a lineend\n");
    }

    @Test
    void cutsOutputAtTheLimit() throws Exception {
        RecordedTask task = RecordedTask.script("i=0; while [ $i -lt 100 ]; do echo 123456789; i=$((i + 1)); done");
        String result = new CommandHandler(Guard.ofThisMachine(), 100).run(task);
        assertThat(task.logged().toString().lines()).hasSize(11);
        assertThat(task.logged()).endsWith("123456789\n… output cut here: 900 more bytes dropped\n");
        assertThat(result).contains("\"exitCode\":0");
    }

    @Test
    void keepsAMebibyteUnlessToldOtherwise() throws Exception {
        RecordedTask task = RecordedTask.script("head -c 3000000 /dev/zero");
        handler.run(task);
        assertThat(task.logged().indexOf("\n")).isEqualTo(1 << 20);
        assertThat(task.logged()).endsWith("output cut here: " + (3_000_000 - (1 << 20)) + " more bytes dropped\n");
    }

    @Test
    void aFailureNamesTheProgramWithoutItsFolder() {
        RecordedTask task = RecordedTask.of("command", "{\"program\": \"/bin/sh\", \"args\": [\"-c\", \"exit 7\"]}");
        assertThatThrownBy(() -> handler.run(task)).hasMessage("sh exited with 7");
    }

    @Test
    void anExitCodeFailsTheTaskWithTheLastLineOfOutput() {
        RecordedTask task = RecordedTask.script("echo working; echo fatal: not a repository >&2; exit 128");
        var failure = catchThrowableOfType(HandlerFailure.class, () -> handler.run(task));
        assertThat(failure.type()).isEqualTo("ExitCode");
        assertThat(failure).hasMessage("sh exited with 128: fatal: not a repository");
        assertThat(failure.result().orElseThrow()).startsWith("{\"exitCode\":128,\"seconds\":");
        assertThat(task.logged()).hasToString("working\nfatal: not a repository\n");
    }

    @Test
    void passesArgumentsUntouched() throws Exception {
        RecordedTask task = RecordedTask.of("command", """
                {"program": "printf", "args": ["[%s]", "a b", "'q\\"", "$HOME `id` $(id)", "*", "", "-n", "\\\\", "ü€",
                 "a\\nb", "; exit 3"]}""");
        handler.run(task);
        assertThat(task.logged()).hasToString("[a b]['q\"][$HOME `id` $(id)][*][][-n][\\][ü€][a\nb][; exit 3]");
        assertThat(task.logged().toString()).doesNotContain("uid=");
    }

    @Test
    void runsInTheDirectoryWithTheEnvironmentAndNoInput(@TempDir Path directory) throws Exception {
        RecordedTask task = RecordedTask.of("command", """
                {"program": "sh", "args": ["-c", "pwd; echo $K; cat; env"], "directory": "%s",
                 "environment": {"K": "a  \\"b\\""}}""".formatted(directory.toRealPath()));
        handler.run(task);
        assertThat(task.logged().toString()).startsWith(directory.toRealPath() + "\na \"b\"\n")
                .contains("\nTZ=Pacific/Chatham\n");
        assertThat(task.logged().toString()).doesNotContain("HOLDFAST_").doesNotContain("\nPG");
    }

    @Test
    void leavesTheProgramItsSignals() throws Exception {
        // A background job of a script ignores the interruption, and so does all that it starts.
        int direct = new ProcessBuilder("sh", "-c", "kill -INT $$").start().waitFor();
        assertThat(direct).isIn(0, 130);
        var failure = catchThrowableOfType(HandlerFailure.class,
                () -> handler.run(RecordedTask.script("kill -INT $$; exit " + (direct == 0 ? 3 : 0))));
        assertThat(failure).hasMessage("sh exited with " + (direct == 0 ? 3 : direct));
        RecordedTask stopped = RecordedTask.script("(sleep 0.1; kill -CONT $$) & kill -STOP $$; echo went on");
        assertThat(handler.run(stopped)).contains("\"exitCode\":0");
        assertThat(stopped.logged()).hasToString("went on\n");
    }

    @Test
    void aProgramThatDoesNotExistIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> handler.run(RecordedTask.of("command", "{\"program\": \"gti\"}")))
                .hasMessageStartingWith("program 'gti' is not on the PATH /");
        assertThatThrownBy(() -> handler.run(RecordedTask.of("command", "{\"program\": \"/etc/passwd\"}")))
                .hasMessageStartingWith("program '/etc/passwd' is no executable file");
        var failure = catchThrowableOfType(HandlerFailure.class,
                () -> handler.run(RecordedTask.of("command", "{\"program\": \"bin/gti\"}")));
        assertThat(failure.type()).isEqualTo("NotFound");
        assertThat(failure.result()).isEmpty();
    }

    @Test
    void aProgramThatTheSystemRefusesIsAnErrorThatSaysWhy() {
        String huge = "x".repeat(500_000);
        var failure = catchThrowableOfType(HandlerFailure.class, () -> handler
                .run(RecordedTask.of("command", "{\"program\": \"echo\", \"args\": [\"%s\"]}".formatted(huge))));
        assertThat(failure.type()).isEqualTo("CannotStart");
        assertThat(failure).hasMessageStartingWith("program 'echo' cannot be started: ");
        assertThat(failure.getMessage()).hasSizeLessThan(500);
    }
}
