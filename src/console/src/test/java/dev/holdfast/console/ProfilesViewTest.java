package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.console.profiles.PasswordSource;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.profiles.TlsMode;
import dev.holdfast.console.settings.Layout;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.settings.WindowPlace;
import dev.holdfast.console.settings.WindowState;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A person has several servers, and goes from one to the other in the running window. */
class ProfilesViewTest extends ProfileTest {
    @Test
    void theOtherServerIsShownInTheSameWindowAndNothingOfTheFirstIsLeft() throws Exception {
        try (var other = Database.withSchema()) {
            submit(TaskRequest.of("here"));
            new Tasks(other.source()).submit(TaskRequest.of("there"));
            open(profile("mine", Environment.DEVELOPMENT, false),
                    profile("orders", other.settings(), Environment.PRODUCTION, false));
            eventually(() -> assertThat(names()).containsExactly("here"));
            assertThat(driver.title()).isEqualTo("mine (development) – Holdfast");
            driver.click("#worker-type");
            eventually(() -> assertThat(driver.isVisible("#changeover-facts")).isTrue());

            driver.chooseText("#profiles-menu", "orders");
            eventually(() -> assertThat(names()).containsExactly("there"));
            driver.picture("production");
            assertThat(driver.isVisible("#changeover-facts")).as("of the first").isFalse();
            assertThat(driver.title()).isEqualTo("orders (production) – Holdfast");
            assertThat(driver.text("#profiles-menu")).isEqualTo("orders · production");
            eventually(() -> assertThat(sessions(database)).as("of the first").isZero());
            assertThat(sessions(other)).isBetween(1L, 2L);
        }
    }

    @Test
    void aServerIsAddedTriedAndOpened() {
        open(profile("mine", Environment.DEVELOPMENT, false));
        submit(TaskRequest.of("here"));
        driver.chooseText("#profiles-menu", "Manage profiles …");
        eventually(() -> assertThat(driver.isVisible("#profiles")).isTrue());
        driver.click("#profile-add");
        driver.fill("#profile-name", "mine");
        driver.click("#profile-save");
        assertThat(driver.text("#profile-name-problem")).isEqualTo("Another profile has this name.");
        driver.fill("#profile-name", "orders");
        driver.paste("#profile-address", database.settings().address().replace("postgresql://", ""));
        driver.fill("#profile-password", password());
        driver.click("#profile-environment");
        driver.clickText("production");
        driver.click("#profile-test");
        eventually(() -> assertThat(driver.text("#profile-result")).startsWith("PostgreSQL ")
                .contains("not encrypted", "observer, submitter, operator, worker"));
        driver.pictureOfDialog("profile-form");
        driver.click("#profile-save");
        eventually(() -> assertThat(driver.isVisible("#profile-save")).isFalse());
        driver.pictureOfDialog("profiles-list");

        driver.press(KeyCode.DOWN);
        driver.clickText("orders");
        driver.click("#profile-open");
        eventually(() -> assertThat(driver.title()).isEqualTo("orders (production) – Holdfast"));
        eventually(() -> assertThat(names()).containsExactly("here"));
        Profile saved = file.load().profiles().getLast();
        assertThat(saved.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(keychain.passwords).containsEntry(saved.account(), password());
        assertThat(file.path()).content().doesNotContain(password());
    }

    @Test
    void theTestSaysWhatIsWrongAndWhatToDo() throws Exception {
        open(profile("mine", Environment.DEVELOPMENT, false));
        try (var empty = Database.empty(); var silent = new ServerSocket(0)) {
            driver.chooseText("#profiles-menu", "Manage profiles …");
            driver.click("#profile-edit");
            tryAddress("localhost:1/orders", "Connection to localhost:1 refused", "Check that the server runs");
            tryAddress("no-such-host.invalid/orders", "there is no host no-such-host.invalid");
            tryAddress(empty.settings().address(), "there is no schema holdfast", "holdfast list --url");
            tryAddress(database.settings().address().replaceFirst("/[^/]*$", "/missing"), "\"missing\" does not exist",
                    "Create the database first");
            tryAddress("localhost:" + silent.getLocalPort() + "/orders", "timed out", "Check that the server runs");
            driver.click("#profile-tls");
            driver.clickText("Always; certificate of this very host");
            tryAddress(database.settings().address(), "does not support SSL");
        }
    }

    private void tryAddress(String address, String... said) {
        driver.paste("#profile-address", address);
        driver.click("#profile-test");
        eventually(() -> assertThat(driver.text("#profile-result")).contains(said));
    }

    @Test
    void aPasswordThatIsAskedForIsKeptNowhere() throws Exception {
        Profile known = profile("mine", Environment.TEST, false);
        var asked = new Profile("asked", known.address(), known.user(), Environment.TEST, false, TlsMode.PREFER,
                PasswordSource.ASK);
        keychain.passwords.clear();
        open(asked, known);
        String password = password();
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Password for asked"));
        driver.pictureOfDialog("password");
        driver.fill("#password", password);
        driver.click("#password-go");
        eventually(() -> assertThat(driver.title()).startsWith("asked (test)"));
        assertThat(keychain.passwords).isEmpty();
        assertThat(Files.readString(file.path())).doesNotContain(password);

        driver.chooseText("#profiles-menu", "mine");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Password for mine"));
        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
        assertThat(driver.title()).as("given up").startsWith("asked (test)");
        driver.chooseText("#profiles-menu", "mine");
        driver.fill("#password", password);
        driver.click("#password-go");
        eventually(() -> assertThat(keychain.passwords).containsEntry(known.account(), password));
    }

    @Test
    void aRemovedProfileLeavesNothingBehind() {
        open(profile("mine", Environment.DEVELOPMENT, false), profile("other", Environment.TEST, false));
        keychain.passwords.put("somebody else", "kept");
        driver.chooseText("#profiles-menu", "Manage profiles …");
        driver.clickText("other");
        driver.click("#profile-remove");
        eventually(() -> assertThat(driver.isVisible("#go")).isTrue());
        driver.click("#go");
        eventually(() -> assertThat(file.load().profiles()).extracting(Profile::name).containsExactly("mine"));
        eventually(() -> assertThat(keychain.passwords).containsOnlyKeys("somebody else"));
    }

    @Test
    void onProductionItsNameIsTypedBeforeACancel() {
        long id = submit(TaskRequest.of("sleep").exclusive("repo/A"));
        open(profile("orders", Environment.PRODUCTION, false));
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(1));
        driver.select("#tasks", 0);
        driver.click("#cancel");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("Cancel task " + id + " (sleep)?"));
        driver.pictureOfDialog("production-question");
        assertThat(driver.isEnabled("#go")).isFalse();
        driver.fill("#typed", "order");
        assertThat(driver.isEnabled("#go")).isFalse();
        driver.write("s");
        eventually(() -> assertThat(driver.isEnabled("#go")).isTrue());
        driver.click("#go");
        driver.click("#grace-now");
        eventually(() -> assertThat(state(id)).isEqualTo(TaskState.CANCELED));
    }

    @Test
    void eachProfileHasItsWindowAsItWas() {
        Profile mine = profile("mine", Environment.DEVELOPMENT, false);
        Profile other = profile("other", Environment.TEST, false);
        open(mine, other);
        eventually(() -> assertThat(driver.title()).startsWith("mine"));
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT4);
        driver.chooseText("#profiles-menu", "other");
        eventually(() -> assertThat(driver.title()).startsWith("other"));
        driver.chooseText("#theme", "Dark");
        driver.chooseText("#profiles-menu", "mine");
        eventually(() -> assertThat(driver.title()).startsWith("mine"));
        eventually(() -> assertThat(driver.isVisible("#locks")).isTrue());

        assertThat(file.load().window("mine").theme()).isEqualTo(Theme.LIGHT);
        assertThat(file.load().window("other").theme()).isEqualTo(Theme.DARK);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        driver.askToClose();
        eventually(() -> assertThat(file.load().window("mine").view().name()).isEqualTo("WORKERS"));
    }

    @Test
    void aPlaceThatNoScreenShowsAnyMoreIsLeftAside() {
        Profile mine = profile("mine", Environment.DEVELOPMENT, false);
        Profile other = profile("other", Environment.TEST, false);
        file.update(settings -> settings.profiles(List.of(mine, other))
                .window("mine", state(new WindowPlace(9_000, 40, 900, 700, false)))
                .window("other", state(new WindowPlace(20, 30, 870, 600, false))));
        open(mine, other);
        eventually(() -> assertThat(driver.title()).startsWith("mine"));
        assertThat(driver.place()).isEqualTo(new Rectangle2D(0, 0, 990, 900));
        driver.chooseText("#profiles-menu", "other");
        eventually(() -> assertThat(driver.place()).isEqualTo(new Rectangle2D(20, 30, 870, 600)));
    }

    private static WindowState state(WindowPlace place) {
        return new WindowState(Theme.LIGHT, 1_000, place, View.TASKS, Layout.initial());
    }

    private String password() {
        return Objects.requireNonNullElse(database.settings().password(), PASSWORD);
    }

    private List<String> names() {
        List<TaskSummary> shown = driver.rows("#tasks");
        return shown.stream().map(TaskSummary::name).toList();
    }

    private static long sessions(Database of) {
        return Sql.call(of.source(), connection -> Sql.value(connection, Long.class, """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'holdfast console'
                """));
    }
}
