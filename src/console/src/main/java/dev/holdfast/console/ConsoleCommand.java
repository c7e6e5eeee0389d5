package dev.holdfast.console;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.live.PreparedSource;
import dev.holdfast.console.live.SnapshotReader;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.workers.ClusterWorkers;
import dev.holdfast.console.workers.LocalWorkers;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast console}: the window, or pictures of all its views. */
@Command(name = "console", description = "Shows the cluster in a window: the local one, started if need be, or the one at an address.")
public final class ConsoleCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--url", defaultValue = "${env:HOLDFAST_URL}", paramLabel = "URL", description = "The database, such as postgresql://user@host/database; otherwise the local cluster.")
    private @Nullable String url;

    @Option(names = "--snapshots", paramLabel = "DIR", description = "Write a picture of every view in both themes into this folder, without a display, and end.")
    private @Nullable Path snapshots;

    @Option(names = "--theme", paramLabel = "THEME", description = "light, dark or system; otherwise as last time.")
    private @Nullable Theme theme;

    @Override
    public Integer call() throws InterruptedException {
        if (url != null && !url.isBlank()) {
            ConnectionSettings settings = ConnectionSettings.parse(url);
            open(settings, LocalWorkers.none());
            return 0;
        }
        LocalCluster cluster = LocalCluster.ofUser(System.getenv());
        ConnectionSettings settings = cluster.startOrJoin(0);
        try (WorkerProcesses processes = WorkerProcesses.in(cluster.home(), settings)) {
            if (open(settings, new ClusterWorkers(processes))) {
                processes.stopAll(PATIENCE);
                cluster.stop();
            }
        }
        return 0;
    }

    /** Returns when the window is closed or the pictures are written; true when all is to be stopped. */
    private boolean open(ConnectionSettings settings, LocalWorkers local) {
        try (var pool = new ConsolePool(settings)) {
            var setup = new Setup(settings, pool, local, SettingsFile.ofUser());
            if (snapshots == null) {
                return window(setup);
            }
            pictures(setup, snapshots);
            return false;
        }
    }

    private record Setup(ConnectionSettings settings, ConsolePool pool, LocalWorkers local, SettingsFile file) {
        Console console(Appearance appearance) {
            var source = new PreparedSource(() -> Schema.ensure(settings), new SnapshotReader(pool));
            return new Console(source, pool, local, appearance, settings.toString());
        }
    }

    private boolean window(Setup setup) {
        var stopAll = new AtomicBoolean();
        var closed = new CompletableFuture<Boolean>();
        Platform.startup(() -> {
            try {
                var appearance = new Appearance(theme == null ? setup.file().load().theme() : theme);
                var stage = new Stage();
                stage.setOnHidden(event -> closed.complete(stopAll.get()));
                new ConsoleWindow(setup.console(appearance), appearance, setup.file(), stage,
                        new Closing(() -> stopAll.set(true))).show();
            } catch (RuntimeException e) {
                closed.completeExceptionally(e);
            }
        });
        return closed.join();
    }

    private static void pictures(Setup setup, Path folder) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Void>();
        Platform.startup(() -> started.complete(null));
        started.join();
        try {
            Appearance appearance = Gallery.onScreen(() -> new Appearance(Theme.LIGHT));
            Console console = Gallery.onScreen(() -> setup.console(appearance));
            new Gallery(console, appearance, folder).render();
            console.close();
        } finally {
            Platform.exit();
        }
    }
}
