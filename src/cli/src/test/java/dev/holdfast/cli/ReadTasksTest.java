package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.cli.Cli.Streams;
import dev.holdfast.testing.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadTasksTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);
    private HandDrivenWorker worker;
    private long first;
    private long second;

    @BeforeEach
    void twoTasksOnOneResource() throws SQLException {
        worker = new HandDrivenWorker(database, "w1", List.of("gc"));
        first = cli.run("submit", "gc", "--need", "repo/A").id();
        second = cli.run("submit", "gc", "--need", "repo/A", "--share", "pool").id();
        worker.claim("gc");
    }

    @AfterEach
    void endWorker() throws SQLException {
        worker.close();
    }

    @Test
    void listShowsWhatRunsAndWhatWaitsForIt() {
        Result result = cli.run("list");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines().toList()).satisfiesExactly(
                heading -> assertThat(heading).matches("ID +NAME +STATE +WORKER +AGE +RAN +NEEDS +NOTE"),
                waiting -> assertThat(waiting).contains("blocked")
                        .contains("repo/A, pool (shared)")
                        .contains(
                                "Waits for repo/A (exclusive), behind 1 task; task " + first + " (gc) holds it on w1"),
                running -> assertThat(running).contains("running").contains("w1"));
    }

    @Test
    void listFitsTheTerminal() {
        assertThat(cli.typing("").run("list").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
                .anySatisfy(line -> assertThat(line).contains("…"))
                .hasSize(3);
    }

    @Test
    void listFiltersAndTellsOfMore() {
        assertThat(cli.run("list", "--state", "waiting,failed", "--json").json()).hasSize(1);
        assertThat(cli.run("list", "--resource", "pool", "--json").json().get(0).path("id").asLong())
                .isEqualTo(second);
        assertThat(cli.run("list", "--worker", "w1", "--json").json().get(0).path("id").asLong()).isEqualTo(first);
        assertThat(cli.run("list", "--name", "GC", "--json").json()).hasSize(2);
        assertThat(cli.run("list", "--limit", "1").err()).isEqualTo("there are more; --limit shows them\n");
    }

    @Test
    void listRefusesStatesAndLimitsThatAreNone() {
        Result state = cli.run("list", "--state", "asleep");
        assertThat(state.code()).isEqualTo(2);
        assertThat(state.err()).contains("'asleep'").contains("Try holdfast list --help.");
        assertThat(cli.run("list", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void jsonHasStableNames() {
        JsonNode task = cli.run("show", "" + second, "--json").json();
        assertThat(task.fieldNames()).toIterable()
                .containsExactlyInAnyOrder("id", "name", "handler", "state", "phase",
                        "priority", "exclusive", "shared", "attempt", "max_attempts", "worker_id", "worker",
                        "submitted",
                        "ready", "started", "finished", "progress", "progress_message", "error_message", "why",
                        "payload",
                        "result", "error", "parent", "children", "retry_of", "retried_by", "due", "expires",
                        "backoff_seconds",
                        "time_limit_seconds", "unique_key", "group", "after");
        assertThat(task.path("state").asText()).isEqualTo("waiting");
        assertThat(task.path("phase").asText()).isEqualTo("blocked");
        assertThat(Instant.parse(task.path("submitted").asText())).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void showHasALineForWhatIsKnown() throws SQLException {
        worker.complete(first);
        Result result = cli.run("show", "" + first);
        assertThat(result.out()).contains("task       " + first + " gc", "state      completed", "attempt    1 of 1",
                "worker     w1", "result     {\"pages\": 3}");
        assertThat(result.out()).doesNotContain("error", "why", "parent");
        worker.claim("gc");
        worker.fail(second, "ExitCode", "git exited with 1\nfatal: gone");
        assertThat(cli.run("show", "" + second).out())
                .contains("error      ExitCode: git exited with 1\n           fatal: gone");
    }

    @Test
    void whySaysItInOneSentence() {
        Result result = cli.run("why", "" + second);
        assertThat(result.out())
                .startsWith("Waits for repo/A (exclusive), behind 1 task; task " + first + " (gc) holds it on w1");
        assertThat(result.out().lines()).hasSize(2)
                .last()
                .isEqualTo("Nobody can tell when it starts: no task gc has completed yet");
        JsonNode reason = cli.run("why", "" + second, "--json").json();
        assertThat(reason.path("clauses").findValuesAsText("kind")).containsExactlyInAnyOrder("resource", "order");
        assertThat(reason.path("clauses").findValuesAsText("subject")).contains("repo/A", "" + first);
        assertThat(reason.path("blockers").get(0).path("task_id").asLong()).isEqualTo(first);
        // A second may have begun since.
        assertThat(reason.path("why").asText())
                .startsWith("Waits for repo/A (exclusive), behind 1 task; task " + first + " (gc) holds");
    }

    @Test
    void logPrintsWhatTheTaskWrote() throws SQLException {
        worker.log(first, 0, "one\n");
        worker.log(first, 1, "two\n");
        assertThat(cli.run("log", "" + first).out()).isEqualTo("one\ntwo\n");
        assertThat(cli.run("log", "" + first, "--json").json().get(1).path("text").asText()).isEqualTo("two\n");
        assertThat(cli.run("log", "" + first, "--json", "-f").code()).isEqualTo(2);
        assertThat(cli.run("log", "" + second).out()).isEmpty();
    }

    @Test
    void logFollowsUntilTheTaskEnds() throws SQLException {
        var streams = new Streams();
        var result = CompletableFuture.supplyAsync(() -> cli.start(streams, "log", "-f", "" + first));
        worker.log(first, 0, "one\n");
        await().until(() -> streams.out().equals("one\n"));
        assertThat(result).isNotDone();
        worker.log(first, 1, "two\n");
        worker.complete(first);
        assertThat(result.join().out()).isEqualTo("one\ntwo\n");
        assertThat(result.join().code()).isZero();
    }

    @Test
    void idsThatNobodyHasAreNotFound() {
        for (String command : List.of("show", "log", "why", "await", "cancel")) {
            Result result = cli.run(command, "999999");
            assertThat(result.code()).as(command).isEqualTo(4);
            assertThat(result.err()).as(command).startsWith("holdfast: there is no task 999999\n");
            assertThat(result.out()).as(command).isEmpty();
        }
    }

    @Test
    void awaitEndsWithTheLastTaskAndTellsOfEach() throws SQLException {
        var result = CompletableFuture.supplyAsync(() -> cli.run("await", "" + second, "" + first));
        worker.complete(first);
        worker.claim("gc");
        assertThat(result).isNotDone();
        worker.fail(second, "Boom", "no");
        assertThat(result.join().code()).isEqualTo(1);
        assertThat(result.join().err()).contains("task " + first + " completed", "task " + second + " failed after");
        assertThat(cli.run("await", "" + first, "--json").json().get(0).path("state").asText()).isEqualTo("completed");
    }
}
