package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTest {
    private final Cli cli = Cli.at(SharedDatabase.cleared());

    @Test
    void showsWhoDidWhat() {
        assertThat(cli.run("audit").err()).isEqualTo("nothing was done\n");
        long id = cli.run("submit", "gc", "--need", "repo/A").id();
        cli.run("cancel", "" + id);
        cli.run("retention", "--keep-for", "7 d");
        assertThat(cli.run("audit").out().lines()).hasSize(3)
                .anyMatch(line -> line.matches(".* holdfast command .* cancel +task " + id + " \\(gc\\) +canceled"));
        assertThat(cli.run("audit", "--what", "retention", "--since", "5 min", "--json").json()).singleElement()
                .satisfies(entry -> assertThat(entry.path("result").asText()).startsWith("for 168:00:00"));
        assertThat(cli.run("audit", "--who", "nobody").err()).isEqualTo("nothing was done\n");
        assertThat(cli.run("audit", "--limit", "0").code()).isEqualTo(2);
    }
}
