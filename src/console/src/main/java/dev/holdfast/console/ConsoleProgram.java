package dev.holdfast.console;

import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.settings.Theme;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
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
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Void>();
        Platform.startup(() -> started.complete(null));
        started.join();
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
}
