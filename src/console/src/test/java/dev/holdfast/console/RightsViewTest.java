package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.access.Access;
import dev.holdfast.access.Grants;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a login may not do is disabled, and says why. */
class RightsViewTest extends ProfileTest {
    private static final String PASSWORD = "only for tests";

    @BeforeAll
    void grant() {
        for (Access access : Access.values()) {
            database.run("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(role(access), PASSWORD));
            new Grants(database.source()).grant(role(access), access);
        }
    }

    @AfterAll
    void dropRoles() {
        for (Access access : Access.values()) {
            database.run("DROP OWNED BY \"" + role(access) + "\" CASCADE");
            database.run("DROP ROLE \"" + role(access) + "\"");
        }
    }

    @Test
    void anObserverSeesAllAndIsToldWhyNothingCanBeDone() {
        submit(TaskRequest.of("sleep").exclusive("repo/A"));
        open(profile("watch", as(Access.OBSERVER), Environment.PRODUCTION, false));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.isVisible("#run-again")).isTrue());

        String reason = "Your login " + role(Access.OBSERVER)
                + " may not do this. The owner of the schema can allow it: holdfast grant " + role(Access.OBSERVER)
                + " ";
        for (String control : new String[]{"#cancel", "#retry", "#matching", "#worker-type"}) {
            assertThat(driver.isEnabled(control)).as(control).isFalse();
            assertThat(driver.help(control)).as(control).isEqualTo(reason + "operator");
        }
        for (String control : new String[]{"#new-task", "#run-again"}) {
            assertThat(driver.isEnabled(control)).as(control).isFalse();
            assertThat(driver.help(control)).as(control).isEqualTo(reason + "submitter");
        }
        driver.hover("#cancel");
        eventually(() -> assertThat(driver.tooltips()).contains(reason + "operator"));
        driver.picture("observer");
        driver.press(KeyCode.CONTROL, KeyCode.N);
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("This cannot be done here"));
    }

    @Test
    void anOperatorCancelsAndDoesNotSubmit() {
        long id = submit(TaskRequest.of("sleep").exclusive("repo/A"));
        open(profile("operate", as(Access.OPERATOR), Environment.TEST, false));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.isEnabled("#cancel")).isTrue());
        assertThat(driver.help("#cancel")).isNull();
        assertThat(driver.isEnabled("#worker-type")).isTrue();
        assertThat(driver.isEnabled("#new-task")).isFalse();

        driver.click("#cancel");
        driver.click("#grace-now");
        eventually(() -> assertThat(state(id)).isEqualTo(TaskState.CANCELED));
    }

    @Test
    void aReadOnlyProfileChangesNothingWhateverItsLoginMay() {
        long id = submit(TaskRequest.of("sleep").exclusive("repo/A"));
        open(profile("orders", Environment.PRODUCTION, true));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.isVisible("#run-again")).isTrue());
        assertThat(driver.text("#profiles-menu")).isEqualTo("orders · production · read-only");
        for (String control : new String[]{"#cancel", "#retry", "#matching", "#new-task", "#run-again",
                "#worker-type"}) {
            assertThat(driver.isEnabled(control)).as(control).isFalse();
            assertThat(driver.help(control)).as(control).startsWith("The profile orders is read-only");
        }
        driver.press(KeyCode.DELETE);
        assertThat(driver.isVisible("#grace")).isFalse();
        driver.show(View.WORKERS);
        eventually(() -> assertThat(driver.isVisible("#stop")).isTrue());
        assertThat(driver.help("#stop")).startsWith("The profile orders is read-only");

        try (var pool = new ConsolePool(database.settings(), true)) {
            assertThatThrownBy(() -> new Tasks(pool).cancel(id)).as("by the server, too")
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void aRightThatIsGivenMeanwhileIsFound() {
        submit(TaskRequest.of("sleep").exclusive("repo/A"));
        open(profile("watch", as(Access.OBSERVER), Environment.TEST, false));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        driver.select("#tasks", 0);
        assertThat(driver.isEnabled("#cancel")).isFalse();
        try {
            new Grants(database.source()).grant(role(Access.OBSERVER), Access.OPERATOR);
            // On a busy machine the next reading may come late by itself.
            eventually(() -> {
                driver.press(KeyCode.F5);
                assertThat(driver.isEnabled("#cancel")).isTrue();
            });
        } finally {
            new Grants(database.source()).revoke(role(Access.OBSERVER));
            new Grants(database.source()).grant(role(Access.OBSERVER), Access.OBSERVER);
        }
    }

    private ConnectionSettings as(Access access) {
        return new ConnectionSettings(database.settings().url(), role(access), PASSWORD);
    }

    private static String role(Access access) {
        return "test_%d_console_%s".formatted(ProcessHandle.current().pid(), access.word());
    }
}
