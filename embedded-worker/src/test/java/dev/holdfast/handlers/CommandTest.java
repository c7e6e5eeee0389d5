package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

    @Test
    void readsAllFields(@TempDir Path directory) throws HandlerFailure {
        Command command = Command.parse("""
                {"program": "git", "args": ["gc", ""], "directory": "%s", "environment": {"K": "V"},
                 "timeLimitSeconds": 1.5}""".formatted(directory));
        assertThat(command).isEqualTo(new Command("git", List.of("gc", ""), directory, Map.of("K", "V"),
                Duration.ofMillis(1500)));
    }

    @Test
    void needsNoMoreThanAProgram() throws HandlerFailure {
        Command command = Command.parse("{\"program\": \"git\", \"args\": null}");
        assertThat(command.arguments()).isEmpty();
        assertThat(command.environment()).isEmpty();
        assertThat(command.directory()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(command.timeLimit()).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"args": []}                                  | program must be a text that is not blank, not left out
            {"program": ""}                               | program must be a text that is not blank, not ""
            {"program": 7}                                | program must be a text that is not blank, not 7
            {"program": "a\\u0000b"}                      | program has a null character
            {"program": "ls", "args": "-l"}               | args must be an array of texts, not "-l"
            {"program": "ls", "args": ["-l", 1]}          | args[1] must be a text, not 1
            {"program": "ls", "arg": ["-l"]}              | payload has an unknown field 'arg'; known are: args, dir
            {"program": "ls", "environment": []}          | environment must be an object of texts, not []
            {"program": "ls", "environment": {"K": 1}}    | environment.K must be a text, not 1
            {"program": "ls", "environment": {"a.b": ""}} | environment has 'a.b', which is not a name
            {"program": "ls", "timeLimitSeconds": 0}      | timeLimitSeconds must be a number from 0.001 to 31536000
            ["ls"]                                        | payload must be a JSON object, not ["ls"]
            {"program":                                   | payload must be JSON
            """)
    void aWrongFieldIsAnErrorThatNamesIt(String payload, String message) {
        assertThatThrownBy(() -> Command.parse(payload)).hasMessageStartingWith(message)
                .asInstanceOf(type(HandlerFailure.class))
                .extracting(HandlerFailure::type)
                .isEqualTo("InvalidPayload");
    }

    @Test
    void aMissingDirectoryIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> Command.parse("{\"program\": \"ls\", \"directory\": \"/no/such\"}"))
                .hasMessage("directory '/no/such' does not exist")
                .asInstanceOf(type(HandlerFailure.class))
                .extracting(HandlerFailure::type)
                .isEqualTo("NotFound");
    }

    @Test
    void keepsTheDatabasePasswordFromTheProgram() throws HandlerFailure {
        var environment = new HashMap<>(Map.of("HOME", "/root", "PGPASSWORD", "secret", "HOLDFAST_URL", "secret"));
        Command.parse("{\"program\": \"ls\", \"environment\": {\"K\": \"V\"}}").adapt(environment);
        assertThat(environment).containsOnly(Map.entry("HOME", "/root"), Map.entry("K", "V"));
    }

    @Test
    void givesAVariableThatTheTaskAsksFor() throws HandlerFailure {
        var environment = new HashMap<>(Map.of("PGPASSWORD", "secret", "LANG", "C"));
        Command.parse("{\"program\": \"ls\", \"environment\": {\"PGPASSWORD\": \"mine\", \"LANG\": \"de\"}}")
                .adapt(environment);
        assertThat(environment).containsOnly(Map.entry("PGPASSWORD", "mine"), Map.entry("LANG", "de"));
    }
}
