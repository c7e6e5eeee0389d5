package dev.holdfast.console.widgets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads the FXML file that lies beside a controller: {@code TasksController} has {@code Tasks.fxml}. */
public final class Fxml {
    private Fxml() {}

    public static Parent load(Object controller) {
        Class<?> type = controller.getClass();
        String file = type.getSimpleName().replaceFirst("Controller$", "") + ".fxml";
        URL location = Objects.requireNonNull(type.getResource(file), file);
        var loader = new FXMLLoader(location, Words.bundle());
        loader.setControllerFactory(wanted -> controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be loaded", e);
        }
    }
}
