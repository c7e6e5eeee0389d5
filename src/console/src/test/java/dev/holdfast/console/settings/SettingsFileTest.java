package dev.holdfast.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.console.profiles.PasswordSource;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.profiles.TlsMode;
import dev.holdfast.console.widgets.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsLoadedAgain() {
        var file = new SettingsFile(folder.resolve("deep").resolve("console.json"));
        var profile = new Profile("orders", "postgresql://db:5432/orders", "ann", Environment.PRODUCTION, true,
                TlsMode.VERIFY_FULL, PasswordSource.KEYCHAIN);
        var settings = ConsoleSettings.defaults()
                .profiles(List.of(profile))
                .window("orders",
                        new WindowState(Theme.DARK, 2_000, new WindowPlace(10, 20, 800, 600, true), View.LOCKS,
                                new Layout(125, Times.UTC, Map.of("tasks", List.of(new ColumnState("id", 70, false))))))
                .filters(List.of("state:failed"))
                .troubles(false);

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
        Files.writeString(path, "{\"windows\": {\"\": {\"theme\": \"PURPLE\"}}}");
        assertThat(new SettingsFile(path).load()).isEqualTo(ConsoleSettings.defaults());
        assertThat(folder.resolve("console.json.damaged")).as("may have profiles in it").content().contains("PURPLE");
    }

    @Test
    void whatOthersHaveWrittenMeanwhileIsKept() {
        var file = new SettingsFile(folder.resolve("console.json"));
        var profile = new Profile("test", "postgresql://db:5432/orders", null, Environment.TEST, false, TlsMode.PREFER,
                PasswordSource.ASK);
        file.save(ConsoleSettings.defaults());
        file.update(settings -> settings.profiles(List.of(profile)));
        file.update(settings -> settings.window("test", WindowState.initial()).filters(List.of("state:lost")));

        assertThat(file.load().profiles()).containsExactly(profile);
        assertThat(file.load().windows()).containsOnlyKeys("test");
        file.update(settings -> settings.profiles(List.of()));
        assertThat(file.load().windows()).as("of a profile that is no more").isEmpty();
        assertThat(file.load().filters()).containsExactly("state:lost");
    }

    @Test
    void whatANewerProgramWroteIsIgnored() throws IOException {
        Path path = folder.resolve("console.json");
        Files.writeString(path, "{\"filters\": [\"state:failed\"], \"columns\": [1, 2]}");

        ConsoleSettings settings = new SettingsFile(path).load();

        assertThat(settings.filters()).containsExactly("state:failed");
        assertThat(settings.troubles()).isTrue();
        assertThat(settings.window("any")).isEqualTo(WindowState.initial());
    }

    @Test
    void aWindowIsReachableWhereItsTitleBarCanBeSeen() {
        var place = new WindowPlace(1_900, 100, 800, 600, false);

        assertThat(place.reachableOn(0, 0, 1_920, 1_080)).isFalse();
        assertThat(place.reachableOn(0, 0, 2_560, 1_440)).isTrue();
        assertThat(new WindowPlace(0, -40, 800, 600, false).reachableOn(0, 0, 1_920, 1_080)).isFalse();
    }
}
