package dev.holdfast.console;

import dev.holdfast.console.lab.Page;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.settings.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of all views, of the past and of the dialogs that can be opened, in both themes, with what the database holds now:
 * {@code tasks-light.png} and so on. Runs on a thread other than the application thread.
 */
final class Gallery {
    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 860;
    private static final long SECONDS = 15;
    private static final Duration SETTLING = Duration.ofMillis(400);
    /** The overview comes last: its charts show what the console has seen so far. */
    private static final List<View> VIEWS = List.of(View.TASKS, View.RESOURCES, View.LOCKS, View.WORKERS,
            View.LAB, View.AUDIT, View.OVERVIEW);
    private static final List<Theme> THEMES = List.of(Theme.LIGHT, Theme.DARK);

    private final Console console;
    private final Appearance appearance;
    private final Path folder;

    Gallery(Console console, Appearance appearance, Path folder) {
        this.console = console;
        this.appearance = appearance;
        this.folder = folder;
    }

    /** Writes the pictures and returns their files; makes the folder where there is none. */
    List<Path> render() {
        Scene scene = onScreen(this::open);
        return Stream.concat(views(scene), Door.ALL.stream().flatMap(door -> render(scene, door))).toList();
    }

    private Stream<Path> views(Scene scene) {
        return THEMES.stream()
                .flatMap(theme -> Stream.of(VIEWS.stream().flatMap(view -> render(scene, theme, view)),
                        Stream.of(theme).map(same -> renderPast(scene, same)))
                        .flatMap(pictures -> pictures));
    }

    /** None where it cannot be opened now, as a question about a local worker where there is none. */
    private Stream<Path> render(Scene scene, Door door) {
        show(door.view());
        // Not waited for: what asks a question returns when it is answered.
        ApplicationThread.LATER.execute(() -> door.open().accept(scene));
        letItSettle();
        Window dialog = dialogOver(scene);
        if (dialog == null) {
            return Stream.of();
        }
        List<Path> pictures = THEMES.stream().map(theme -> {
            onScreen(() -> dress(theme));
            return onScreen(() -> write(dialog.getScene(), file(door.dialog(), theme)));
        }).toList();
        onScreen(() -> {
            dialog.hide();
            return dialog;
        });
        return pictures.stream();
    }

    /** Time for tables to be filled, line by line, and for what a dialog finds out once it is open, such as what would follow. */
    private static void letItSettle() {
        try {
            Thread.sleep(SETTLING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a picture was waited for", e);
        }
    }

    private static @Nullable Window dialogOver(Scene scene) {
        return onScreen(() -> Window.getWindows()
                .stream()
                .filter(window -> window.isShowing() && window != scene.getWindow())
                .findFirst()
                .orElse(null));
    }

    private Theme dress(Theme theme) {
        appearance.theme().set(theme);
        return theme;
    }

    /** The reading before the newest, with the tasks on the screen. */
    private Path renderPast(Scene scene, Theme theme) {
        show(View.TASKS);
        await(() -> console.travel().step(false), snapshot -> console.live().past().get());
        Path picture = write(scene, "past", theme);
        onScreen(() -> {
            console.travel().open().set(false);
            return theme;
        });
        return picture;
    }

    private void show(View view) {
        onScreen(() -> {
            console.view(view);
            return view;
        });
        await(snapshot -> snapshot.interest().view() == view);
    }

    private Scene open() {
        var scene = new Scene(console.root(), WIDTH, HEIGHT);
        Appearance.style(scene);
        scene.getAccelerators().putAll(console.accelerators());
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        console.start();
        return scene;
    }

    private Stream<Path> render(Scene scene, Theme theme, View view) {
        onScreen(() -> dress(theme));
        show(view);
        if (view == View.TASKS && onScreen(console::selectTask)) {
            await(snapshot -> snapshot.detail() != null);
        }
        if (view == View.RESOURCES) {
            await(snapshot -> snapshot.resources().isEmpty() || snapshot.interest().resource() != null);
        }
        return view == View.LAB
                ? Stream.of(Page.values()).map(page -> render(scene, theme, page))
                : Stream.of(write(scene, view.name(), theme));
    }

    /** The first page goes by the name of the view. */
    private Path render(Scene scene, Theme theme, Page page) {
        onScreen(() -> {
            console.lab().show(page);
            return page;
        });
        return write(scene, page == Page.LOAD ? View.LAB.name() : View.LAB.name() + "-" + page.name(), theme);
    }

    private Path write(Scene scene, String what, Theme theme) {
        letItSettle();
        return onScreen(() -> write(scene, file(what, theme)));
    }

    private Path file(String what, Theme theme) {
        return folder.resolve(name(what) + "-" + name(theme.name()) + ".png");
    }

    /** Waits for a reading that is made from now on. */
    private void await(Predicate<Snapshot> wanted) {
        await(console.live()::refresh, wanted);
    }

    private void await(Runnable begin, Predicate<Snapshot> wanted) {
        var seen = new CompletableFuture<Snapshot>();
        var subscription = onScreen(() -> {
            var subscribed = console.live().snapshot().subscribe((before, now) -> {
                if (console.live().link().get() instanceof LinkState.Up && wanted.test(now)) {
                    seen.complete(now);
                }
            });
            begin.run();
            return subscribed;
        });
        try {
            result(seen);
        } catch (CompletionException e) {
            throw new IllegalStateException("no reading came: " + onScreen(() -> console.live().link().get()), e);
        }
        onScreen(() -> {
            subscription.unsubscribe();
            return subscription;
        });
    }

    private static Path write(Scene scene, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            PngWriter.write(scene.snapshot(null), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + file + " cannot be written", e);
        }
    }

    /** Runs something on the application thread and waits for its result. */
    static <T> T onScreen(Supplier<T> work) {
        return result(CompletableFuture.supplyAsync(work, ApplicationThread.LATER));
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
