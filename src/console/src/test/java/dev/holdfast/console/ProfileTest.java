package dev.holdfast.console;

import dev.holdfast.console.profiles.Environment;
import dev.holdfast.console.profiles.PasswordSource;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.profiles.TlsMode;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.testing.DatabaseTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that opens profiles of a database of its own in the window, with a keychain and settings of its own. */
abstract class ProfileTest extends DatabaseTest {
    /** Any will do where the server trusts whoever comes from this machine. */
    static final String PASSWORD = "top secret";

    final KeptPasswords keychain = new KeptPasswords();
    @TempDir
    private Path folder;
    SettingsFile file;
    Host host;
    ConsoleDriver driver;

    @BeforeEach
    void prepare() {
        keychain.passwords.clear();
        file = new SettingsFile(folder.resolve("console.json"));
        host = new Host(file, keychain, (title, text) -> false);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** Of the test's database, with what is needed to log in already in the keychain. */
    Profile profile(String name, Environment environment, boolean readOnly) {
        return profile(name, database.settings(), environment, readOnly);
    }

    Profile profile(String name, ConnectionSettings login, Environment environment, boolean readOnly) {
        var profile = new Profile(name, new ConnectionSettings(login.url(), null, null).address(), login.user(),
                environment, readOnly, TlsMode.PREFER, PasswordSource.KEYCHAIN);
        keychain.passwords.put(profile.account(), Objects.requireNonNullElse(login.password(), PASSWORD));
        return profile;
    }

    /** Opens the first of some profiles. */
    void open(Profile... profiles) {
        file.update(settings -> settings.profiles(List.of(profiles)));
        driver = ConsoleDriver.open(profiles[0], host);
    }
}
