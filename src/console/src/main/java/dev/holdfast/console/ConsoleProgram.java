package dev.holdfast.console;

import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.live.PreparedSource;
import dev.holdfast.console.live.SnapshotReader;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.schema.Schema;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The console as a program: starts JavaFX, and ends it. */
final class ConsoleProgram {
    private ConsoleProgram() {}

    /** Shows the window until it is closed; true when the person chose to stop all, which is then to be done. */
    static boolean window(Target target, @Nullable Theme theme) {
        var closed = new CompletableFuture<Void>();
        var stopAll = new AtomicBoolean();
        try (var pool = new ConsolePool(target.settings())) {
            var file = SettingsFile.ofUser();
            Platform.startup(() -> {
                try {
                    var appearance = new Appearance(theme == null ? file.load().theme() : theme);
                    var stage = new Stage();
                    stage.setOnHidden(event -> closed.complete(null));
                    new ConsoleWindow(console(target, pool, appearance), appearance, file, stage,
                            new Closing(() -> stopAll.set(true))).show();
                } catch (RuntimeException e) {
                    // Without a window nothing would ever end this program.
                    closed.completeExceptionally(e);
                }
            });
            closed.join();
        }
        return stopAll.get();
    }

    /** Writes a picture of every view in both themes, without a display. */
    static void pictures(Target target, Path folder) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Void>();
        try (var pool = new ConsolePool(target.settings())) {
            Platform.startup(() -> started.complete(null));
            started.join();
            try {
                Appearance appearance = Gallery.onScreen(() -> new Appearance(Theme.LIGHT));
                Console console = Gallery.onScreen(() -> console(target, pool, appearance));
                new Gallery(console, appearance, folder).render();
                console.close();
            } finally {
                Platform.exit();
            }
        }
    }

    private static Console console(Target target, ConsolePool pool, Appearance appearance) {
        var source = new PreparedSource(() -> Schema.ensure(target.settings()), new SnapshotReader(pool));
        return new Console(source, pool, target.workers(), appearance, target.switchboard(), target.chaos());
    }
}
