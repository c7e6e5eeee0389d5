package dev.holdfast.console;

import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.live.PreparedSource;
import dev.holdfast.console.live.SnapshotReader;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.workers.LocalWorkers;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.schema.Schema;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast console}: the window, or pictures of all its views. */
@Command(name = "console", mixinStandardHelpOptions = true, description = "Shows the cluster in a window.")
public final class ConsoleCommand implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", description = {"The database: postgresql://user@host:5432/database.",
            "Default: HOLDFAST_URL, else the local cluster of this user, which is started if need be."})
    private @Nullable String url;

    @Option(names = "--snapshots", paramLabel = "DIR", description = "Write a picture of every view in both themes into this folder, without a display, and end.")
    private @Nullable Path snapshots;

    @Option(names = "--theme", paramLabel = "THEME", description = "${COMPLETION-CANDIDATES}; otherwise the last one.")
    private @Nullable Theme theme;

    @Override
    public Integer call() {
        try (Target target = Target.of(url, System.getenv()); var pool = new ConsolePool(target.settings())) {
            var setup = new Setup(target.settings(), pool, target.workers(), SettingsFile.ofUser());
            if (snapshots == null) {
                if (window(setup)) {
                    target.stop().run();
                }
            } else {
                pictures(setup, snapshots);
            }
        }
        return 0;
    }

    private record Setup(ConnectionSettings settings, ConsolePool pool, LocalWorkers local, SettingsFile file) {
        Console console(Appearance appearance) {
            var source = new PreparedSource(() -> Schema.ensure(settings), new SnapshotReader(pool));
            return new Console(source, pool, local, appearance, settings.toString());
        }
    }

    /** Shows the window until it is closed; true when the person chose to stop all, which the window does not wait for. */
    private boolean window(Setup setup) {
        var stopAll = new AtomicBoolean();
        var closed = new CompletableFuture<Void>();
        Platform.startup(() -> {
            var appearance = new Appearance(theme == null ? setup.file().load().theme() : theme);
            var stage = new Stage();
            stage.setOnHidden(event -> closed.complete(null));
            new ConsoleWindow(setup.console(appearance), appearance, setup.file(), stage,
                    new Closing(() -> stopAll.set(true))).show();
        });
        closed.join();
        return stopAll.get();
    }

    private static void pictures(Setup setup, Path folder) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Appearance>();
        Platform.startup(() -> started.complete(new Appearance(Theme.LIGHT)));
        Appearance appearance = started.join();
        Console console = CompletableFuture.supplyAsync(() -> setup.console(appearance), Platform::runLater).join();
        new Gallery(console, appearance, folder).render();
        Platform.exit();
    }
}
