package dev.holdfast.console;

import dev.holdfast.console.probe.ProbeOptions;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.database.NotFound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code holdfast console}: the window, or pictures of all its views. It names no class of JavaFX: the command line looks
 * at all its methods, also where another command runs and JavaFX is not there.
 */
@Command(name = "console", description = "Shows the cluster in a window.")
public final class ConsoleCommand implements Callable<Integer> {
    @ArgGroup
    private @Nullable Server server;

    @Option(names = "--snapshots", paramLabel = "DIR", description = "Write a picture of every view in both themes into this folder, without a display, and end.")
    private @Nullable Path snapshots;

    @Option(names = "--theme", paramLabel = "THEME", description = "light, dark or system; otherwise as last time.")
    private @Nullable Theme theme;

    @Mixin
    private final ProbeOptions probe = new ProbeOptions();

    /** One of these. */
    static final class Server {
        @Option(names = "--url", paramLabel = "URL", description = {
                "The database: postgresql://user@host:5432/database.",
                "Default: HOLDFAST_URL, else the local cluster of this user, which is started if need be."})
        private @Nullable String url;

        @Option(names = "--profile", paramLabel = "NAME", description = "The database of a profile that was made in the console.")
        private @Nullable String profile;

        @Option(names = "--recording", paramLabel = "FILE", description = "No database, but what was recorded and saved in another console.")
        private @Nullable Path recording;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var targets = new Targets(System.getenv());
        Profile profile = server == null || server.profile == null ? null : profile(server.profile);
        if (snapshots != null) {
            ConsoleProgram.pictures(profile == null ? named(targets) : Target.of(profile, null), snapshots);
        } else if (probe.what() != null) {
            ConsoleProgram.probe(targets, () -> named(targets), probe);
        } else if (profile != null) {
            ConsoleProgram.window(targets, profile, theme);
        } else {
            ConsoleProgram.window(targets, () -> named(targets), theme);
        }
        return 0;
    }

    private Target named(Targets targets) {
        if (server != null && server.recording != null) {
            return Target.of(Replay.open(server.recording));
        }
        return targets.named(server == null ? null : server.url);
    }

    private static Profile profile(String name) {
        List<Profile> known = SettingsFile.ofUser().load().profiles();
        return known.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("there is no profile " + name, known.isEmpty()
                        ? "Make one in the console: the menu with the name of the server, Manage profiles."
                        : "There are: " + known.stream().map(Profile::name).collect(Collectors.joining(", "))));
    }
}
