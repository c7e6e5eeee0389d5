package dev.holdfast.console;

import dev.holdfast.console.settings.ConsoleSettings;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.WindowPlace;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window: where it was last time, the keys, and the question when it closes. Belongs to the application thread. */
final class ConsoleWindow {
    private static final double WIDTH = 1_360;
    private static final double HEIGHT = 860;

    private final Console console;
    private final Appearance appearance;
    private final SettingsFile file;
    private final Stage stage;
    private final Closing closing;

    /**
     * @param closing what happens to the workers that run on this machine
     */
    ConsoleWindow(Console console, Appearance appearance, SettingsFile file, Stage stage, Closing closing) {
        this.console = console;
        this.appearance = appearance;
        this.file = file;
        this.stage = stage;
        this.closing = closing;
    }

    void show() {
        ConsoleSettings settings = file.load();
        console.live().interval().set(Duration.ofMillis(settings.intervalMillis()));
        console.savedFilters().setAll(settings.filters());
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        var scene = new Scene(console.root(), Math.min(WIDTH, room.getWidth()), Math.min(HEIGHT, room.getHeight()));
        Appearance.style(scene);
        scene.getAccelerators().putAll(console.accelerators());
        stage.setScene(scene);
        stage.setTitle(Words.of("app.title"));
        stage.setMinWidth(860);
        stage.setMinHeight(480);
        restore(settings.place());
        stage.iconifiedProperty().subscribe(hidden -> console.live().hidden(hidden));
        stage.setOnCloseRequest(event -> {
            if (console.lab().isComparing()) {
                console.lab().endComparison();
                event.consume();
                Dialogs.tell(console.root(), Words.of("close.comparing"), Words.of("close.comparing.more"));
            } else if (closing.mayClose(console.root(), console.workers().alive())) {
                close();
            } else {
                event.consume();
            }
        });
        console.start();
        stage.show();
    }

    private void close() {
        file.save(new ConsoleSettings(appearance.theme().get(), (int) console.live().interval().get().toMillis(),
                new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(),
                        stage.isMaximized()),
                console.savedFilters()));
        console.close();
    }

    /** Only where a screen still shows it: the one it was on may be gone. */
    private void restore(@Nullable WindowPlace place) {
        if (place == null || Screen.getScreens()
                .stream()
                .map(Screen::getVisualBounds)
                .noneMatch(
                        bounds -> reachable(place, bounds))) {
            return;
        }
        stage.setX(place.x());
        stage.setY(place.y());
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        stage.setMaximized(place.maximized());
    }

    private static boolean reachable(WindowPlace place, Rectangle2D screen) {
        return place.reachableOn(screen.getMinX(), screen.getMinY(), screen.getMaxX(), screen.getMaxY());
    }
}
