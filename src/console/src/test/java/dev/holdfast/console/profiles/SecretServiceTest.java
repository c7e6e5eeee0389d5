package dev.holdfast.console.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** GNOME's keychain in a session and a home of its own, where its programs are installed. */
@EnabledIf("isInstalled")
class SecretServiceTest {
    private static final String SESSION = """
            printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null
            exec "$0" -cp "$1" "$2"
            """;

    @TempDir
    private Path home;

    static boolean isInstalled() {
        return isInstalled("dbus-run-session") && isInstalled("gnome-keyring-daemon");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void aPasswordIsKeptReadReplacedAndForgotten() throws Exception {
        var builder = new ProcessBuilder("dbus-run-session", "--", "sh", "-c", SESSION,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"), KeychainTrial.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_RUNTIME_DIR", home.toString());
        Process session = builder.start();

        assertThat(session.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(home.resolve("output"), StandardCharsets.UTF_8).lines())
                .contains("there: true, kept: true, read: true, kept: true, read: true, forgotten: true");
    }
}
