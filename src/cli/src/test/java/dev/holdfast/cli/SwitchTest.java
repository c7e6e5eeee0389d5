package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cli.Cli.Result;
import dev.holdfast.cli.cluster.EmbeddedCluster;
import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.processes.WorkerProcesses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The switch as an operator types it, on a local cluster with its own PostgreSQL, Redis and worker processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwitchTest {
    private Cli cli;

    @BeforeAll
    void start(@TempDir Path home) {
        Map<String, String> environment = new HashMap<>(Map.of("HOLDFAST_HOME", home.toString()));
        cli = new Cli(environment, "", false, home, new EmbeddedCluster(environment));
        cli.run("list");
        var settings = LocalCluster.in(home).running().orElseThrow();
        try (var processes = WorkerProcesses.in(home, settings)) {
            processes.launch(2, 1);
        }
    }

    @AfterAll
    void stop() {
        assertThat(cli.run("down").code()).isZero();
    }

    @Test
    void thereAndBackWithTasksThatWaitAndTasksThatRun() {
        assertThat(cli.run("submit", "sleep", "--payload", "{\"seconds\": 1}", "--need", "a", "--wait").code())
                .isZero();
        cli.run("submit", "sleep", "--payload", "{\"seconds\": 2}", "--need", "a");
        cli.run("submit", "sleep", "--payload", "{\"seconds\": 0}", "--need", "a");
        Result dry = cli.run("switch", "manager", "--dry-run");
        assertThat(dry.err()).contains("from advisory to manager", "Redis    redis://127.0.0.1", "deprecated");
        assertThat(cli.run("status").out()).contains("type       advisory\n");
        Result unasked = cli.run("switch", "manager");
        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes");

        Result there = cli.run("switch", "manager", "--yes");
        assertThat(there.err()).contains("the worker type is manager", "all workers have changed over");
        assertThat(there.code()).isZero();
        assertThat(cli.run("status").out()).contains("type       manager\n");
        assertThat(cli.run("doctor").out()).contains("WARN  worker type   manager, which is deprecated");
        assertThat(cli.run("submit", "sleep", "--payload", "{\"seconds\": 0}", "--need", "a", "--wait").code())
                .isZero();
        assertThat(cli.run("switch", "manager", "--yes").err()).contains("the worker type is manager already");

        assertThat(cli.run("switch", "advisory", "--yes").code()).isZero();
        assertThat(cli.run("status").out()).contains("type       advisory\n");
        assertThat(cli.run("submit", "sleep", "--payload", "{\"seconds\": 0}", "--need", "a", "--wait").code())
                .isZero();
    }

    @Test
    void aSwitchThatComesToItsTimeIsGivenUpAndOneThatMayCancelIsNot() {
        String id = cli.run("submit", "sleep", "--payload", "{\"seconds\": 600}").out().strip();
        await().until(() -> cli.run("show", id).out().contains("running"));
        Result givenUp = cli.run("switch", "manager", "--yes", "--drain-timeout", "500 ms");
        assertThat(givenUp.code()).isOne();
        assertThat(givenUp.err()).contains("given up: 1 task runs");
        assertThat(cli.run("status").out()).contains("type       advisory\n");
        Result forced = cli.run("switch", "manager", "--yes", "--drain-timeout", "500 ms", "--cancel-running");
        assertThat(forced.code()).as(forced.err()).isZero();
        assertThat(cli.run("show", id).out()).contains("canceled");
        assertThat(cli.run("switch", "advisory", "--yes").code()).isZero();
    }

    @Test
    void drainAndResumeAreTheParts() {
        assertThat(cli.run("drain").err()).contains("drained");
        assertThat(cli.run("status").out()).contains("no tasks are started");
        String id = cli.run("submit", "sleep", "--payload", "{\"seconds\": 0}").out().strip();
        assertThat(cli.run("why", id).out()).contains("Intake is stopped");
        assertThat(cli.run("resume").err()).contains("tasks start again");
        await().until(() -> cli.run("show", id).out().contains("completed"));
    }

    @Test
    void passwordsDoNotGoIntoAnAddressThatAllCanRead() {
        Result result = cli.run("switch", "manager", "--redis", "redis://me:canary-secret@localhost", "--yes");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("HOLDFAST_REDIS_PASSWORD").doesNotContain("canary-secret");
        assertThat(cli.run("switch", "manager", "--redis", "redis://127.0.0.1:1", "--yes").err())
                .contains("redis://127.0.0.1:1 does not answer");
    }
}
