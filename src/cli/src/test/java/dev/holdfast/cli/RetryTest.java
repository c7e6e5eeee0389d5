package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.testing.Database;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);

    @Test
    void retriesOneWithoutAskingAndSaysAsWhat() {
        String id = canceled("a");
        Result result = cli.run("retry", id);
        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("task " + id + " is retried by task \\d+\n");
        String retry = result.out().replaceFirst("(?s).*by task (\\d+).*", "$1");
        assertThat(cli.run("show", retry).out()).contains("retries    " + id);
        assertThat(cli.run("show", id).out()).contains("retried by " + retry);
        assertThat(cli.run("retry", id).out()).as("the same again").isEqualTo(result.out());
    }

    @Test
    void asksBeforeSeveralAndLeavesOutWhatWasRetried() {
        String a = canceled("a");
        String b = canceled("b");
        cli.run("retry", canceled("c"));
        Result no = cli.typing("n\n").run("retry", "--state", "canceled");
        assertThat(no.err()).contains("Retry 2 tasks? [y/N]").contains("nothing was retried");
        assertThat(no.code()).isEqualTo(5);

        JsonNode done = cli.run("retry", "--state", "canceled", "--yes", "--json").json();
        assertThat(done.findValuesAsText("id")).isEqualTo(List.of(a, b));
        assertThat(done.findValuesAsText("retry")).hasSize(2).doesNotContain("null");
        assertThat(cli.run("list", "--state", "waiting", "--json").json()).hasSize(3);
    }

    @Test
    void saysWhatCannotBeRetriedAndRetriesTheOthers() {
        String waiting = Long.toString(cli.run("submit", "a").id());
        String ended = canceled("b");
        Result result = cli.run("retry", waiting, ended, "--yes");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).contains("task " + waiting + " is not retried: task " + waiting + " has not ended")
                .contains("task " + ended + " is retried by task ");
        assertThat(cli.run("retry", "99999").code()).isEqualTo(4);
        assertThat(cli.run("retry", "--state", "completed").err())
                .contains("only tasks that are failed, canceled or skipped can be retried");
    }

    private String canceled(String name) {
        String id = Long.toString(cli.run("submit", name).id());
        cli.run("cancel", id);
        return id;
    }
}
