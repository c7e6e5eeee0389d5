package dev.holdfast.console;

import dev.holdfast.console.settings.Theme;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code holdfast console}: the window, or pictures of all its views. It names no class of JavaFX: the command line looks
 * at all its methods, also where another command runs and JavaFX is not there.
 */
@Command(name = "console", description = "Shows the cluster in a window.")
public final class ConsoleCommand implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", description = {"The database: postgresql://user@host:5432/database.",
            "Default: HOLDFAST_URL, else the local cluster of this user, which is started if need be."})
    private @Nullable String url;

    @Option(names = "--snapshots", paramLabel = "DIR", description = "Write a picture of every view in both themes into this folder, without a display, and end.")
    private @Nullable Path snapshots;

    @Option(names = "--theme", paramLabel = "THEME", description = "light, dark or system; otherwise as last time.")
    private @Nullable Theme theme;

    @Override
    public Integer call() {
        Target target = Target.of(url, System.getenv());
        if (snapshots != null) {
            ConsoleProgram.pictures(target, snapshots);
        } else if (ConsoleProgram.window(target, theme)) {
            target.stop().run();
        }
        return 0;
    }
}
