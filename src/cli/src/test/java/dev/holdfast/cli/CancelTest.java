package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.testing.Database;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);

    @Test
    void cancelsOneWithoutAsking() {
        String id = submit("a");
        Result result = cli.run("cancel", id);
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("task " + id + " is canceled\n");
        assertThat(phase(id)).isEqualTo("canceled");
    }

    @Test
    void tellsTheWorkerOfARunningOneToStop() throws SQLException {
        String id = submit("a");
        try (var worker = new HandDrivenWorker(database, "w1", List.of("a"))) {
            worker.claim("a");
            assertThat(cli.run("cancel", id).out()).isEqualTo("task " + id + " was told to stop\n");
            assertThat(phase(id)).isEqualTo("canceling");
            assertThat(cli.run("cancel", id).code()).isZero();
        }
    }

    @Test
    void refusesWhatHasEnded() {
        String id = submit("a");
        cli.run("cancel", id);
        assertThat(cli.run("cancel", id).code()).as("as wanted").isZero();
        String done = submit("b");
        try (var worker = new HandDrivenWorker(database, "w1", List.of("b"))) {
            worker.claim("b");
            worker.complete(Long.parseLong(done));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        Result result = cli.run("cancel", done);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).isEqualTo("task " + done + " had ended before: completed\n");
    }

    @Test
    void asksBeforeSeveral() {
        String a = submit("a");
        String b = submit("b");
        Result no = cli.typing("n\n").run("cancel", a, b);
        assertThat(no.err()).contains("Cancel 2 tasks? [y/N]").contains("nothing was canceled");
        assertThat(no.code()).isEqualTo(5);
        assertThat(phase(a)).isEqualTo("ready");
        Result yes = cli.typing("yes\n").run("cancel", a, b);
        assertThat(yes.code()).isZero();
        assertThat(yes.out()).isEqualTo("2 canceled\n");
    }

    @Test
    void wantsYesWhereNobodyCanBeAsked() {
        String a = submit("a");
        String b = submit("b");
        Result result = cli.run("cancel", a, b);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("2 tasks would be canceled", "Say --yes.");
        assertThat(cli.run("cancel", a, b, "--yes").out()).isEqualTo("2 canceled\n");
        assertThat(phase(b)).isEqualTo("canceled");
    }

    @Test
    void cancelsWhatAFilterFindsAndNothingElse() {
        String nightly = submit("nightly gc");
        String other = submit("other");
        JsonNode canceled = cli.run("cancel", "--name", "NIGHTLY", "--json").json();
        assertThat(canceled.get(0).path("id").asText()).isEqualTo(nightly);
        assertThat(canceled.get(0).path("state").asText()).isEqualTo("canceled");
        assertThat(canceled).hasSize(1);
        assertThat(phase(other)).isEqualTo("ready");
        assertThat(cli.run("cancel", "--name", "nobody's").out()).isEqualTo("0 canceled\n");
    }

    @Test
    void neverMeansAllByAccident() {
        String id = submit("a");
        assertThat(cli.run("cancel").code()).isEqualTo(2);
        assertThat(cli.run("cancel", id, "--state", "waiting").code()).isEqualTo(2);
        assertThat(cli.run("cancel", "--yes", "--state", "completed").err())
                .contains("only tasks that are waiting or running can be canceled");
        assertThat(phase(id)).isEqualTo("ready");
    }

    private String submit(String name) {
        return Long.toString(cli.run("submit", name).id());
    }

    private String phase(String id) {
        return cli.run("show", id, "--json").json().path("phase").asText();
    }
}
