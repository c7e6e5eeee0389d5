package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Cli.Result;
import dev.holdfast.cli.cluster.NoLocalCluster;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.testing.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private final Cli nowhere = Cli.local(new NoLocalCluster());

    @Test
    void helpAndVersionNeedNoDatabase() {
        assertThat(nowhere.run("--help").out()).contains("Usage: holdfast", "submit", "doctor", "3  no connection");
        assertThat(nowhere.run("--version").out()).matches("holdfast \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(nowhere.run("-V").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "list", "show", "log", "why", "await", "cancel", "locks", "resources", "hold",
            "worker", "workers", "up", "down", "status", "doctor", "completion", "schedule", "retention", "what-if",
            "audit"})
    void everyCommandHasHelpWithExamples(String command) {
        Result result = nowhere.run(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: holdfast " + command);
        assertThat(result.out()).contains("Examples:\n", "holdfast " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "list", "show", "pause", "resume", "remove", "run-now"})
    void soHasEveryCommandOfSchedules(String command) {
        Result result = nowhere.run("schedule", command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: holdfast schedule " + command)
                .contains("Examples:\n", "holdfast schedule " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "stop", "release", "end"})
    void soHasEveryActionThatCanBeAskedAbout(String action) {
        Result result = nowhere.run("what-if", action, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: holdfast what-if " + action)
                .contains("Examples:\n", "holdfast what-if " + action);
    }

    @Test
    void saysWhatIsWrongWithTheUsage() {
        Result option = nowhere.run("list", "--nope");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).isEqualTo("holdfast: Unknown option: '--nope'\n  Try holdfast list --help.\n");
        assertThat(nowhere.run("frobnicate").err()).contains("frobnicate").contains("Try holdfast --help.");
        assertThat(nowhere.run("show", "seventeen").code()).isEqualTo(2);
        assertThat(nowhere.run("show").err()).contains("Missing required parameter: 'ID'");
    }

    @Test
    void noCommandIsTheConsole() {
        Result result = nowhere.run();
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).startsWith("holdfast: the console is not part of this installation");
        assertThat(nowhere.run("list").code()).isEqualTo(3);
    }

    @Test
    void saysThatNobodyAnswers() {
        Result result = with("HOLDFAST_URL", "postgresql://ann:secret@localhost:1/db").run("list");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("localhost:1").contains("Check that the server runs");
        assertThat(result.err() + result.out()).doesNotContain("secret");
    }

    @Test
    void refusesAPasswordThatEverybodyCouldRead() {
        for (String address : List.of("postgresql://ann:secret@localhost:1/db",
                "postgresql://localhost:1/db?password=secret",
                "postgresql://localhost:1/db?ssl=true&sslpassword=secret")) {
            Result result = nowhere.run("list", "--url", address);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("there is a password in the address", "PGPASSWORD or ~/.pgpass",
                    "HOLDFAST_URL");
            assertThat(result.err() + result.out()).doesNotContain("secret");
        }
        Result mistyped = nowhere.run("list", "--ulr", "postgresql://ann:secret@localhost:1/db");
        assertThat(mistyped.code()).isEqualTo(2);
        assertThat(mistyped.err()).contains("--ulr").doesNotContain("secret");
    }

    @Test
    void neverShowsAPasswordOfAWrongAddress() {
        Result result = nowhere.run("list", "--url", "mysql://ann:secret@localhost/db");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("not the address of a PostgreSQL database");
        assertThat(result.err()).doesNotContain("secret");
    }

    @Test
    void readsAddressUserAndPasswordFromTheEnvironment() {
        ConnectionSettings settings = SharedDatabase.cleared().settings();
        Cli somebody = Cli.at(new ConnectionSettings(settings.url(), "nobody_there", settings.password()));
        Result wrong = somebody.run("list");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("nobody_there");
        assertThat(somebody.run("--user", String.valueOf(settings.user()), "list").code()).isZero();
    }

    @Test
    void anEmptyAddressInTheEnvironmentIsNoneAndAWrongOneIsTold() {
        Result none = with("HOLDFAST_URL", "").run("list");
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("Name a database");
        Result wrong = with("HOLDFAST_URL", "localhost/jobs").run("list");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("localhost/jobs").contains("postgresql://user@host:5432/database");
    }

    private static Cli with(String variable, String value) {
        return new Cli(Map.of(variable, value), "", false, Path.of("/"), new NoLocalCluster());
    }

    @Test
    void whatIsTypedBeatsTheEnvironment() {
        ConnectionSettings settings = SharedDatabase.cleared().settings();
        Cli somebody = Cli.at(new ConnectionSettings("jdbc:postgresql://localhost:1/nowhere", "nobody_there", null));
        assertThat(somebody.run("list", "--url", settings.address()).code()).isZero();
        Result other = somebody.run("list", "--url", settings.address(), "--user", "somebody_else");
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("somebody_else");
        assertThat(somebody.run("list", "--url", settings.url()).err()).contains("nobody_there");
    }

    @Test
    void makesTheSchemaWhereItIsMissing() {
        try (Database database = Database.empty()) {
            Cli empty = Cli.at(database);
            Result result = empty.run("submit", "first");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.id()).isPositive();
            assertThat(empty.run("list", "--json").json()).hasSize(1);
        }
    }

    @Test
    void completionIsAScriptForTheShell() {
        Result result = nowhere.run("completion", "bash");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("complete -F _complete_holdfast", "--max-attempts");
        assertThat(nowhere.run("completion", "fish").code()).isEqualTo(2);
    }
}
