package dev.holdfast.console;

import dev.holdfast.console.locks.GraphTrial;
import dev.holdfast.console.probe.Probe;
import dev.holdfast.console.probe.ProbeOptions;
import dev.holdfast.console.profiles.Keychain;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The console as a program: starts JavaFX, and ends it. */
final class ConsoleProgram {
    private ConsoleProgram() {}

    /** Shows a server until the window is closed. */
    static void window(Targets targets, Target target, @Nullable Theme theme) {
        window(targets, window -> window.show(target), theme);
    }

    /** Shows the server of a profile, whose password may be asked for, until the window is closed. */
    static void window(Targets targets, Profile profile, @Nullable Theme theme) {
        window(targets, window -> window.open(profile), theme);
    }

    private static void window(Targets targets, Consumer<ConsoleWindow> begin, @Nullable Theme theme) {
        var closed = new CompletableFuture<Void>();
        var stopAll = new AtomicBoolean();
        Platform.startup(() -> {
            try {
                var stage = new Stage();
                var window = new ConsoleWindow(targets, Host.ofUser(), theme, stage,
                        new Closing(() -> stopAll.set(true)));
                stage.setOnHidden(event -> window.afterwards(() -> closed.complete(null)));
                window.appear();
                begin.accept(window);
            } catch (RuntimeException e) {
                // Without a window nothing would ever end this program.
                closed.completeExceptionally(e);
            }
        });
        closed.join();
        if (stopAll.get()) {
            targets.stop();
        }
    }

    /** Writes a picture of every view in both themes, without a display. */
    static void pictures(Target target, Path folder) {
        startWithoutDisplay();
        try {
            Appearance appearance = Gallery.onScreen(() -> new Appearance(Theme.LIGHT));
            Session session = Gallery.onScreen(() -> Session.of(target, Examples.frame(appearance, target)));
            new Gallery(session.console(), appearance, folder).render();
            session.console().close();
            session.pool().close();
        } finally {
            Platform.exit();
        }
    }

    /** Opens the window without a display, has it measured, and ends. */
    static void probe(Targets targets, Target target, ProbeOptions options) throws IOException, InterruptedException {
        startWithoutDisplay();
        // Not the person's settings: what is measured is the same for all.
        var host = new Host(new SettingsFile(options.file().resolveSibling("console.json")), Keychain.none(),
                (title, text) -> false);
        Executor application = Platform::runLater;
        try {
            Session session = CompletableFuture.supplyAsync(() -> {
                var window = new ConsoleWindow(targets, host, Theme.LIGHT, new Stage(), new Closing(() -> {}));
                window.appear();
                window.show(target);
                return Objects.requireNonNull(window.session());
            }, application).join();
            Console console = session.console();
            new Probe(console.live(), console.root().getScene(), console::view, new Tasks(session.pool()), application)
                    .run(options, rounds -> GraphTrial.run(rounds, Appearance::style, application));
            CompletableFuture.runAsync(console::close, application).join();
            session.pool().close();
        } finally {
            Platform.exit();
        }
    }

    private static void startWithoutDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Void>();
        Platform.startup(() -> started.complete(null));
        started.join();
    }
}
