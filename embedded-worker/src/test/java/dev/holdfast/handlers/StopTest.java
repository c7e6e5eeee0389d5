package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancel and time limit, in each kind of shell and without a guard. */
@ParameterizedClass
@MethodSource("guards")
record StopTest(Optional<Guard> guard) {

    private static final String STUBBORN = """
            trap '' TERM
            echo $$ > %1$s/program
            sleep 1000 & echo $! > %1$s/grandchild
            echo ready
            while :; do wait; done""";

    static Stream<Optional<Guard>> guards() {
        return Stream.of(Guard.ofThisMachine(), Optional.of(Guard.in(Path.of("/bin/sh"))), Optional.empty());
    }

    @Test
    void aCanceledProgramIsAskedToEnd() throws Exception {
        RecordedTask task = RecordedTask
                .script("trap 'echo stopping; exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        Attempt attempt = startReady(task);
        attempt.cancel();
        assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
        assertThat(task.logged()).hasToString("ready\nstopping\n");
    }

    @Test
    void aProgramThatDoesNotEndIsKilledWithAllThatItStarted(@TempDir Path directory) throws Exception {
        RecordedTask task = RecordedTask.script(STUBBORN.formatted(directory)).withGrace(Duration.ofMillis(300));
        Attempt attempt = startReady(task);
        long start = System.nanoTime();
        attempt.cancel();
        assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(task.grace());
        assertAllDead(directory);
    }

    @Test
    void aSecondRequestDoesNotWaitForTheGraceTime(@TempDir Path directory) throws Exception {
        Attempt attempt = startReady(RecordedTask.script(STUBBORN.formatted(directory)).withGrace(Duration.ofHours(1)));
        attempt.cancel();
        await().until(() -> {
            attempt.cancel();
            return attempt.ended();
        });
        assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
        assertAllDead(directory);
    }

    @Test
    void whatAProgramThatObeyedLeavesBehindIsKilled(@TempDir Path directory) throws Exception {
        Attempt attempt = startReady(RecordedTask.script(STUBBORN.formatted(directory).replace("trap '' TERM", "")));
        attempt.cancel();
        assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
        assertAllDead(directory);
    }

    @Test
    void aProgramThatTakesTooLongIsStopped(@TempDir Path directory) throws Exception {
        String script = RecordedTask.quoted(STUBBORN.formatted(directory));
        RecordedTask task = RecordedTask.of("command", """
                {"program": "sh", "args": ["-c", %s], "timeLimitSeconds": 0.5}""".formatted(script));
        Attempt attempt = Attempt.start(handler(), task.withGrace(Duration.ofMillis(100)));
        await().until(attempt::ended);
        assertThat(attempt.failure()).hasMessage("sh was stopped at its time limit of 0.5 s")
                .asInstanceOf(type(HandlerFailure.class))
                .extracting(HandlerFailure::type)
                .isEqualTo("TimeLimit");
        assertAllDead(directory);
    }

    private CommandHandler handler() {
        return new CommandHandler(guard, 1000);
    }

    private Attempt startReady(RecordedTask task) {
        Attempt attempt = Attempt.start(handler(), task);
        await().until(() -> task.logged().toString().startsWith("ready"));
        return attempt;
    }

    private static void assertAllDead(Path directory) {
        assertThat(Processes.pidIn(directory.resolve("program"))).hasValueSatisfying(
                pid -> assertThat(Processes.runs(pid)).isFalse());
        assertThat(Processes.pidIn(directory.resolve("grandchild"))).hasValueSatisfying(
                pid -> assertThat(Processes.runs(pid)).isFalse());
    }
}
