package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Cli.Result;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.testing.Database;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String ROLE = "cli_" + ProcessHandle.current().pid();

    @Test
    void givesARoleItsAccessAndTakesItBack() {
        Database database = SharedDatabase.cleared();
        Cli owner = Cli.at(database);
        try {
            Result created = owner.run("grant", ROLE, "submitter");
            assertThat(created.code()).as(created.err()).isZero();
            assertThat(created.out()).isEqualTo(ROLE + " is submitter\n");
            assertThat(created.err()).contains("has no password yet", "\\password " + ROLE);
            database.run("ALTER ROLE " + ROLE + " PASSWORD 'for tests'");
            Cli own = Cli.at(new ConnectionSettings(database.settings().url(), ROLE, "for tests"));
            assertThat(own.run("submit", "x", "--", "true").code()).isZero();

            Result list = own.run("list");
            assertThat(list.code()).isEqualTo(5);
            assertThat(list.err()).contains("permission denied", "holdfast grant ROLE observer");
            Result cancel = own.run("cancel", "1");
            assertThat(cancel.code()).isEqualTo(5);
            assertThat(cancel.err()).contains("holdfast grant ROLE operator");
            assertThat(own.run("grant", ROLE, "operator").err()).contains("Only the owner");

            assertThat(owner.run("grant", ROLE, "OPERATOR").out()).isEqualTo(ROLE + " is operator\n");
            assertThat(own.run("list").code()).isZero();
            assertThat(owner.run("revoke", ROLE).out()).isEqualTo(ROLE + " has no access\n");
            assertThat(own.run("list").code()).isEqualTo(5);
            assertThat(owner.run("revoke", ROLE).code()).isEqualTo(4);
        } finally {
            database.run("DROP OWNED BY " + ROLE);
            database.run("DROP ROLE " + ROLE);
        }
    }

    @Test
    void refusesAnAccessThatThereIsNot() {
        Result result = Cli.at(SharedDatabase.cleared()).run("grant", "ann", "king");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("king").containsIgnoringCase("observer");
    }
}
