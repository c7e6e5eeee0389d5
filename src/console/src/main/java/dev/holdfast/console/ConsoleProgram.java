package dev.holdfast.console;

import dev.holdfast.console.links.View;
import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.locks.GraphTrial;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.probe.Probe;
import dev.holdfast.console.probe.ProbeOptions;
import dev.holdfast.console.profiles.Keychain;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.database.Refused;
import dev.holdfast.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The console as a program: starts JavaFX, and ends it. */
final class ConsoleProgram {
    private ConsoleProgram() {}

    /** Shows a server until the window is closed. The window is made while the server is looked for. */
    static void window(Targets targets, Supplier<Target> found, @Nullable Theme theme) {
        show(targets, theme, () -> {
            Target target = found.get();
            return window -> window.show(target);
        });
    }

    /** Shows the server of a profile, whose password may be asked for, until the window is closed. */
    static void window(Targets targets, Profile profile, @Nullable Theme theme) {
        show(targets, theme, () -> window -> window.open(profile));
    }

    private static void show(Targets targets, @Nullable Theme theme, Supplier<Consumer<ConsoleWindow>> content) {
        var closed = new CompletableFuture<Void>();
        var stopAll = new AtomicBoolean();
        CompletableFuture<ConsoleWindow> made = make(() -> {
            var stage = new Stage();
            var window = new ConsoleWindow(targets, Host.ofUser(), theme, stage, new Closing(() -> stopAll.set(true)));
            stage.setOnHidden(event -> window.afterwards(() -> closed.complete(null)));
            return window;
        });
        try {
            Consumer<ConsoleWindow> first = content.get();
            made.thenAcceptAsync(window -> {
                window.appear();
                first.accept(window);
            }, ApplicationThread.LATER).join();
        } catch (RuntimeException e) {
            // Without a window nothing would ever end this program.
            Platform.exit();
            throw e;
        }
        closed.join();
        if (stopAll.get()) {
            targets.stop();
        }
    }

    /**
     * Starts JavaFX and makes something there, while the caller goes on.
     *
     * @throws Refused where there is no display
     */
    private static <T> CompletableFuture<T> make(Supplier<T> maker) {
        var started = new CompletableFuture<Void>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (UnsupportedOperationException e) {
            throw new Refused("there is no display to show a window on (%s)".formatted(e.getMessage()),
                    "Log in at a desktop, or use the commands that need none: holdfast --help shows them.");
        }
        return started.thenApplyAsync(any -> maker.get(), ApplicationThread.LATER);
    }

    /** Writes a picture of every view in both themes, without a display. */
    static void pictures(Target target, Path folder) {
        withoutDisplay();
        try {
            Appearance appearance = make(() -> new Appearance(Theme.LIGHT)).join();
            Session session = Gallery
                    .onScreen(() -> Session.of(target, Examples.frame(appearance, target), View.TASKS));
            new Gallery(session.console(), appearance, folder).render();
            session.console().close();
            session.pool().close();
        } finally {
            Platform.exit();
        }
    }

    /** Opens the window without a display, as ever but for the settings, has it measured, and ends. */
    static void probe(Targets targets, Supplier<Target> found, ProbeOptions options)
            throws IOException, InterruptedException {
        withoutDisplay();
        // Not the person's settings: what is measured is the same for all.
        var host = new Host(new SettingsFile(options.file().resolveSibling("console.json")), Keychain.none(),
                (title, text) -> false);
        Executor application = ApplicationThread.LATER;
        CompletableFuture<ConsoleWindow> made = make(
                () -> new ConsoleWindow(targets, host, Theme.LIGHT, new Stage(), new Closing(() -> {})));
        try {
            Target target = found.get();
            Session session = made.thenApplyAsync(window -> {
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

    /** Unless {@code HOLDFAST_JAVA_OPTS} names another platform. */
    private static void withoutDisplay() {
        System.getProperties().putIfAbsent("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
    }
}
