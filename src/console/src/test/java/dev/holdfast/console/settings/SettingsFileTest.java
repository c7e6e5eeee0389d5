package dev.holdfast.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsLoadedAgain() {
        var file = new SettingsFile(folder.resolve("deep").resolve("console.json"));
        var settings = new ConsoleSettings(Theme.DARK, 2_000, new WindowPlace(10, 20, 800, 600, true),
                List.of("state:failed"));

        file.save(settings);

        assertThat(file.load()).isEqualTo(settings);
        assertThat(folder.resolve("deep")).isDirectoryContaining("glob:**console.json");
        assertThat(folder.resolve("deep").toFile().list()).containsExactly("console.json");
    }

    @Test
    void aMissingOrDamagedFileMeansTheDefaults() throws IOException {
        Path path = folder.resolve("console.json");
        assertThat(new SettingsFile(path).load()).isEqualTo(ConsoleSettings.defaults());

        Files.writeString(path, "{\"theme\": \"DA");
        assertThat(new SettingsFile(path).load()).isEqualTo(ConsoleSettings.defaults());
        Files.writeString(path, "{\"theme\": \"PURPLE\"}");
        assertThat(new SettingsFile(path).load()).isEqualTo(ConsoleSettings.defaults());
    }

    @Test
    void whatANewerProgramWroteIsIgnored() throws IOException {
        Path path = folder.resolve("console.json");
        Files.writeString(path, "{\"theme\": \"LIGHT\", \"intervalMillis\": 500, \"columns\": [1, 2]}");

        ConsoleSettings settings = new SettingsFile(path).load();

        assertThat(settings.theme()).isEqualTo(Theme.LIGHT);
        assertThat(settings.intervalMillis()).isEqualTo(500);
        assertThat(settings.place()).isNull();
    }

    @Test
    void aWindowIsReachableWhereItsTitleBarCanBeSeen() {
        var place = new WindowPlace(1_900, 100, 800, 600, false);

        assertThat(place.reachableOn(0, 0, 1_920, 1_080)).isFalse();
        assertThat(place.reachableOn(0, 0, 2_560, 1_440)).isTrue();
        assertThat(new WindowPlace(0, -40, 800, 600, false).reachableOn(0, 0, 1_920, 1_080)).isFalse();
    }
}
