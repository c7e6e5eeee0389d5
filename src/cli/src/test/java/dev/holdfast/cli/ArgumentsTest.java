package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void noCommandMeansTheConsole() {
        assertThat(Arguments.commandFirst()).containsExactly("console");
        assertThat(Arguments.commandFirst("--url", "x")).containsExactly("console", "--url", "x");
        assertThat(Arguments.commandFirst("--url")).containsExactly("console", "--url");
    }

    @Test
    void aRecordingAloneIsOpenedInTheConsole() {
        assertThat(Arguments.commandFirst("/tmp/an incident.holdfast-recording"))
                .containsExactly("console", "--recording", "/tmp/an incident.holdfast-recording");
        assertThat(Arguments.commandFirst("submit", "x.holdfast-recording"))
                .containsExactly("submit", "x.holdfast-recording");
    }

    @Test
    void optionsOfTheConnectionMayStandBeforeTheCommand() {
        assertThat(Arguments.commandFirst("--url=x", "list", "--json")).containsExactly("list", "--url=x", "--json");
        assertThat(Arguments.commandFirst("--user", "ann", "--url", "x", "why", "17"))
                .containsExactly("why", "--user", "ann", "--url", "x", "17");
        assertThat(Arguments.commandFirst("--url", "x", "schedule", "list", "--json"))
                .containsExactly("schedule", "list", "--url", "x", "--json");
        assertThat(Arguments.commandFirst("--url", "x", "schedule")).containsExactly("schedule", "--url", "x");
        assertThat(Arguments.commandFirst("submit", "gc", "--", "git", "--url"))
                .containsExactly("submit", "gc", "--", "git", "--url");
    }

    @Test
    void helpAndVersionAreTheProgramsOwn() {
        assertThat(Arguments.commandFirst("--help")).containsExactly("--help");
        assertThat(Arguments.commandFirst("-V")).containsExactly("-V");
        assertThat(Arguments.commandFirst("list", "-h")).containsExactly("list", "-h");
    }
}
