package dev.holdfast.console.looks;

import dev.holdfast.console.settings.WindowPlace;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window is on the screens. */
public final class Placement {
    private Placement() {}

    public static WindowPlace of(Stage stage) {
        return new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }

    /** Only where a screen still shows it: the one it was on may be gone. */
    public static void restore(Stage stage, WindowPlace place) {
        if (Screen.getScreens().stream().map(Screen::getVisualBounds).noneMatch(screen -> reachable(place, screen))) {
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
