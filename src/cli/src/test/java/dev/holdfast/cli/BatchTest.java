package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
    private final Cli cli = Cli.at(SharedDatabase.cleared());

    @Test
    void submitsEachLineAndPrintsTheIdsInOrder() {
        Result result = cli.piping("""
                {"name": "gc", "exclusive": ["repo/A"], "program": "git", "args": ["gc"], "directory": "A"}

                {"name": "nap", "handler": "sleep", "shared": ["repo/A"], "payload": {"seconds": 1}, "priority": 7,
                """.replace("7,\n", "7, \"max_attempts\": 3}\n")).run("submit", "--batch", "-");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(2);
        JsonNode tasks = cli.run("list", "--json").json();
        assertThat(tasks.get(0).path("name").asText()).isEqualTo("nap");
        assertThat(tasks.get(0).path("priority").asInt()).isEqualTo(7);
        assertThat(tasks.get(0).path("max_attempts").asInt()).isEqualTo(3);
        JsonNode program = cli.run("show", "" + result.id(), "--json").json().path("payload");
        assertThat(program.path("directory").asText()).isEqualTo("/srv/repositories/A");
    }

    @Test
    void readsAFileAndPrintsOneDocument(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("tasks.jsonl"), "{\"name\": \"a\"}\n{\"name\": \"b\"}");
        Result result = cli.run("submit", "--json", "--batch", file.toString());
        assertThat(result.code()).isZero();
        assertThat(result.json().path("ids").size()).isEqualTo(2);
        assertThat(cli.run("submit", "--batch", "none.jsonl").code()).isEqualTo(2);
    }

    @Test
    void knowsTheOptionsOfSubmit() {
        Result result = cli
                .piping("""
                        {"name": "a", "due_at": "1 h", "expires_at": "2 h", "max_attempts": 2, "backoff": "10 s", "group_name": "g"}
                        {"name": "b", "time_limit": "5 min", "unique_key": "k", "unique_for": "1 d"}
                        {"name": "b", "unique_key": "k"}
                        """)
                .run("submit", "--batch", "-", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode ids = result.json().path("ids");
        assertThat(ids.get(2)).isEqualTo(ids.get(1));
        assertThat(result.json().path("met")).hasSize(1);
        assertThat(result.err()).contains("1 of them were not submitted, for their keys are taken");
        JsonNode first = cli.run("show", ids.get(0).asText(), "--json").json();
        assertThat(first.path("phase").asText()).isEqualTo("scheduled");
        assertThat(first.path("group").asText()).isEqualTo("g");
        assertThat(first.path("backoff_seconds").asDouble()).isEqualTo(10);
        Result after = cli.piping("{\"name\": \"c\", \"after\": [%s], \"if_failed\": \"run\"}".formatted(ids.get(0)))
                .run("submit", "--batch", "-");
        assertThat(cli.run("why", "" + after.id()).out())
                .startsWith("Waits for the end of task " + ids.get(0) + " (a)");
        assertRefused("line 1: 'soon' is no time", "{\"name\": \"a\", \"due_at\": \"soon\"}");
    }

    @Test
    void isAllOrNothing() {
        Result result = cli.piping("{\"name\": \"a\"}\n{\"name\": \"b\", \"exclusive\": [\"x y\"]}\n")
                .run("submit", "--batch", "-");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the resource name \"x y\" has a space");
        assertThat(cli.run("list", "--json").json().size()).isZero();
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertRefused("line 2: Unrecognized token", "{\"name\": \"a\"}\nnonsense");
        assertRefused("line 1: Unrecognized field \"nmae\"", "{\"nmae\": \"a\"}");
        assertRefused("line 1: the task has no name", "{}");
        assertRefused("line 1: args, directory and environment are for a program", "{\"name\": \"a\", \"args\": []}");
        assertRefused("line 1: a program goes with neither a payload",
                "{\"name\":\"a\",\"program\":\"b\",\"payload\":1}");
    }

    @Test
    void goesWithNoTaskOfTheCommandLine() {
        Result result = cli.piping("{\"name\": \"a\"}").run("submit", "gc", "--batch", "-");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--batch goes with no task and no --wait");
        assertThat(cli.run("list", "--json").json().size()).isZero();
    }

    private void assertRefused(String message, String lines) {
        Result result = cli.piping(lines).run("submit", "--batch", "-");
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }
}
