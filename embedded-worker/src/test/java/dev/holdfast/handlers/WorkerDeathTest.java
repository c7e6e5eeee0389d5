package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs end with their worker, and what a program leaves behind ends with the program. */
class WorkerDeathTest {

    @TempDir
    Path directory;

    private Process worker;

    @BeforeEach
    void startWorker() throws IOException {
        String script = """
                trap '' TERM HUP INT
                echo $$ > %1$s/program
                sleep 1000 & echo $! > %1$s/grandchild
                while :; do wait; done""".formatted(directory);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        worker = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1",
                LoneWorker.class.getName(), RecordedTask.script(script).payload()).inheritIO().start();
        await().atMost(Duration.ofSeconds(30)).until(() -> pids().size() == 2);
    }

    @AfterEach
    void stopAll() {
        worker.destroyForcibly();
        pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aKilledWorkerTakesItsProgramsAlong() {
        List<ProcessHandle> guards = worker.children().toList();
        assertThat(guards).hasSize(1);
        assertThat(pids()).allMatch(Processes::runs);
        worker.destroyForcibly();
        await().atMost(Duration.ofSeconds(2)).until(() -> pids().stream().noneMatch(Processes::runs));
        await().atMost(Duration.ofSeconds(2))
                .until(() -> guards.stream().map(ProcessHandle::pid).noneMatch(Processes::runs));
    }

    @Test
    void aWorkerThatEndsByItselfTakesItsProgramsAlong() {
        assertThat(pids()).allMatch(Processes::runs);
        worker.destroy();
        await().atMost(Duration.ofSeconds(10)).until(() -> pids().stream().noneMatch(Processes::runs));
        assertThat(worker.onExit().join().exitValue()).isEqualTo(143);
        assertThat(pids()).noneMatch(Processes::runs);
    }

    @Test
    void aKilledGuardTakesItsProgramAlong() {
        ProcessHandle guard = worker.children().findFirst().orElseThrow();
        assertThat(guard.destroyForcibly()).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> pids().stream().noneMatch(Processes::runs));
        assertThat(worker.onExit().join().exitValue()).isEqualTo(1);
    }

    private List<Long> pids() {
        return List.of("program", "grandchild")
                .stream()
                .map(directory::resolve)
                .map(Processes::pidIn)
                .flatMap(Optional::stream)
                .toList();
    }
}
