package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.cli.Cli.Streams;
import dev.holdfast.testing.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);

    @Test
    void printsTheIdAndNothingElse() {
        Result result = cli.run("submit", "nap", "--handler", "sleep", "--payload", "{\"seconds\": 5}");
        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("\\d+\n");
        JsonNode task = cli.run("show", "--json", Long.toString(result.id())).json();
        assertThat(task.path("handler").asText()).isEqualTo("sleep");
        assertThat(task.path("payload").path("seconds").asInt()).isEqualTo(5);
    }

    @Test
    void aProgramBecomesThePayloadOfTheHandlerCommand() {
        long id = cli.run("submit", "gc", "--need", "repo/A", "--share", "pool", "--env", "GIT_TRACE=1", "--",
                "git", "gc", "--prune=now").id();
        JsonNode task = cli.run("show", "--json", Long.toString(id)).json();
        assertThat(task.path("handler").asText()).isEqualTo("command");
        assertThat(task.path("payload").toString()).isEqualTo(
                "{\"args\":[\"gc\",\"--prune=now\"],\"program\":\"git\",\"directory\":\"/srv/repositories\","
                        + "\"environment\":{\"GIT_TRACE\":\"1\"}}");
        assertThat(task.path("exclusive").get(0).asText()).isEqualTo("repo/A");
        assertThat(task.path("shared").get(0).asText()).isEqualTo("pool");
    }

    @Test
    void saysThatNoWorkerIsThereOrNoneServesTheHandler() throws SQLException {
        assertThat(cli.run("submit", "nap").err()).isEqualTo("no worker is running: holdfast worker --handlers nap\n");
        try (var _ = new HandDrivenWorker(database, "w1", List.of("sleep"))) {
            assertThat(cli.run("submit", "nap").err()).isEqualTo("no worker online runs the handler nap\n");
            assertThat(cli.run("submit", "nap", "--handler", "sleep").err()).isEmpty();
        }
    }

    @Test
    void readsAPayloadFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("in put.json"), "{\"depth\": [1, 2]}");
        Result result = cli.run("submit", "scan", "--payload", "@" + file);
        assertThat(result.code()).isZero();
        assertThat(cli.run("show", "" + result.id(), "--json").json().path("payload").path("depth").size())
                .isEqualTo(2);
        Result missing = cli.run("submit", "scan", "--payload", "@" + directory.resolve("none"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("the payload cannot be read from").contains("none");
    }

    @Test
    void waitingPrintsTheLogAndEndsAsTheTask() throws Exception {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("build"))) {
            var streams = new Streams();
            var result = CompletableFuture.supplyAsync(() -> cli.start(streams, "submit", "build", "--wait"));
            await().until(() -> streams.out().contains("\n"));
            long id = worker.claim("build").getFirst();
            worker.log(id, 0, "compiling\n");
            await().until(() -> streams.out().contains("compiling"));
            worker.log(id, 1, "broken\n");
            worker.fail(id, "ExitCode", "make exited with 2");
            assertThat(result.join().code()).isEqualTo(1);
            assertThat(result.join().out()).isEqualTo(id + "\ncompiling\nbroken\n");
            assertThat(result.join().err()).contains("task " + id + " failed after")
                    .contains("ExitCode: make exited with 2");
        }
    }

    @Test
    void waitingWithJsonPrintsTheFinishedTask() throws Exception {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("build"))) {
            var streams = new Streams();
            var result = CompletableFuture.supplyAsync(() -> cli.start(streams, "submit", "build", "--wait", "--json"));
            await().until(() -> !cli.run("list").out().isEmpty());
            long id = worker.claim("build").getFirst();
            worker.log(id, 0, "compiling\n");
            worker.complete(id);
            assertThat(result.join().code()).isZero();
            assertThat(result.join().json().path("result").path("pages").asInt()).isEqualTo(3);
            assertThat(result.join().err()).contains("compiling\n");
        }
    }

    @Test
    void takesTheOptionsThatMostTasksDoWithout() {
        long first = cli.run("submit", "a", "--due", "2100-01-01T00:00:00Z", "--attempts", "3", "--backoff", "10 s",
                "--time-limit", "5min", "--group", "import").id();
        long second = cli
                .run("submit", "b", "--after", "" + first, "--if-failed", "run", "--expires", "1 d", "--parent",
                        "" + first)
                .id();
        JsonNode task = cli.run("show", "--json", "" + first).json();
        assertThat(task.path("due").asText()).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(task.path("max_attempts").asInt()).isEqualTo(3);
        assertThat(task.path("backoff_seconds").asInt()).isEqualTo(10);
        assertThat(task.path("time_limit_seconds").asInt()).isEqualTo(300);
        assertThat(task.path("children").get(0).asLong()).isEqualTo(second);
        assertThat(cli.run("show", "" + second).out()).contains(
                "why        Waits for the end of task " + first + " (a)",
                "after      " + first, "expires    ", "(in 23 h)");
        assertThat(cli.run("list", "--group", "import", "--json").json()).hasSize(1);
        assertThat(cli.run("groups").out()).contains("import").contains("1 waiting");
    }

    @Test
    void saysThatATaskHasTheKeyAlready() {
        long id = cli.run("submit", "a", "--unique", "nightly", "--unique-for", "1 h").id();
        Result again = cli.run("submit", "a", "--unique", "nightly");
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.err()).contains("task " + id + " has this key already, nothing was submitted");
        JsonNode document = cli.run("submit", "a", "--unique", "nightly", "--json").json();
        assertThat(document.path("id").asLong()).isEqualTo(id);
        assertThat(document.path("met").asBoolean()).isTrue();
    }

    @Test
    void aGroupIsAwaitedAndCanceledAsOne() throws Exception {
        cli.run("submit", "build", "--group", "import");
        cli.run("submit", "build", "--group", "import");
        try (var worker = new HandDrivenWorker(database, "w1", List.of("build"))) {
            worker.complete(worker.claim("build").getFirst());
        }
        var end = CompletableFuture.supplyAsync(() -> cli.run("await", "--group", "import", "--json"));
        assertThat(cli.run("cancel", "--group", "import", "--yes").code()).isZero();
        database.run("UPDATE holdfast.running SET canceling = false");
        database.run(
                "SELECT holdfast.finish(worker_id, ARRAY[task_id], ARRAY[attempt], '{canceled}', NULL, NULL, NULL, NULL) "
                        + "FROM holdfast.running");
        assertThat(end.join().code()).isEqualTo(1);
        assertThat(end.join().json().path("counts").path("completed").asInt()).isOne();
        assertThat(cli.run("await", "--group", "nobody").code()).isEqualTo(4);
        assertThat(cli.run("await").err()).contains("await which tasks?");
    }

    @Test
    void namesTheValueThatBreaksARule() {
        assertRefused("'soon' is no time", "submit", "x", "--due", "soon");
        assertRefused("'10' is no span of time", "submit", "x", "--backoff", "10");
        assertRefused("there is no task 4711 to come after", "submit", "x", "--after", "4711");
        assertRefused("the resource name \"repo A\" has a space", "submit", "x", "--need", "repo A");
        assertRefused("the resource \"a\" is named twice", "submit", "x", "--need", "a", "--need", "a");
        assertRefused("JSON data, line 1: {nope", "submit", "x", "--payload", "{nope");
        assertRefused("max_attempts is 0", "submit", "x", "--max-attempts", "0");
        assertRefused("the task has no name", "submit");
        assertRefused("--env is for programs", "submit", "x", "--env", "A=1");
        assertRefused("a program goes with neither --payload nor --handler", "submit", "x", "--handler", "y", "--",
                "git");
        assertThat(cli.run("list").err()).isEqualTo("no task matches\n");
    }

    private void assertRefused(String message, String... args) {
        Result result = cli.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("holdfast: ").contains(message);
        assertThat(result.out()).isEmpty();
    }
}
