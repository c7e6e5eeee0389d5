package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.database.Sql;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Who did what: every action of an operator, the latest first. */
class AuditViewTest extends ViewTest {
    @Test
    void whatIsDoneIsShownWithWhoDidItAndLeadsToWhatItWasDoneTo() throws Exception {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        eventually(() -> assertThat(driver.isVisible("#audit")).isTrue());
        long canceled = exclusive("repo/A");
        tasks.cancel(canceled);
        long retried = tasks.retry(canceled);
        try (var person = database.settings().open("Ann's psql")) {
            Sql.run(person, "SELECT holdfast.hold('repo/B')");
        }
        eventually(() -> assertThat(shown()).extracting(AuditEntry::action).startsWith("hold", "retry", "cancel"));
        assertThat(shown().getFirst().application()).isEqualTo("Ann's psql");
        driver.picture("audit");

        driver.clickText("task " + retried);
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(retried + " work"));
        driver.press(KeyCode.ALT, KeyCode.LEFT);
        eventually(() -> assertThat(driver.isVisible("#audit")).isTrue());
        driver.clickText("repo/B");
        eventually(() -> assertThat(driver.text("#queue-title")).isEqualTo("Queue of repo/B"));
    }

    @Test
    void whoAndWhatNarrowIt() throws Exception {
        tasks.cancel(exclusive("repo/A"));
        try (var person = database.settings().open("Ann's psql")) {
            Sql.run(person, "SELECT holdfast.hold('repo/B'), holdfast.release('repo/B')");
        }
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        eventually(() -> assertThat(shown()).hasSizeGreaterThanOrEqualTo(3));
        driver.fill("#audit-who", "ANN");
        eventually(() -> assertThat(shown()).extracting(AuditEntry::action).containsExactly("release", "hold"));
        driver.fill("#audit-what", "hold");
        eventually(() -> assertThat(shown()).extracting(AuditEntry::subject).containsExactly("repo/B"));
        eventually(() -> assertThat(driver.text("#audit-summary")).isEqualTo("One action"));
    }

    private List<AuditEntry> shown() {
        return driver.rows("#audit");
    }
}
