package dev.holdfast.console;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.holdfast.console.settings.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Colours and letters. The fonts come with the program: a host may have none. */
final class Appearance {
    private static final List<String> FONTS = List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "DejaVuSansMono.ttf");
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();

    Appearance(Theme first) {
        FONTS.forEach(Appearance::load);
        theme.set(first);
        theme.subscribe(this::apply);
        Platform.getPreferences().colorSchemeProperty().subscribe(scheme -> apply(theme.get()));
    }

    ObjectProperty<Theme> theme() {
        return theme;
    }

    /** Adds the console's own style sheet. */
    static void style(Scene scene) {
        scene.getStylesheets()
                .add(Objects.requireNonNull(Appearance.class.getResource("console.css")).toExternalForm());
    }

    private void apply(Theme chosen) {
        boolean dark = switch (chosen) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        Application.setUserAgentStylesheet(
                (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    }

    private static void load(String file) {
        try (InputStream data = Objects.requireNonNull(Appearance.class.getResourceAsStream("fonts/" + file), file)) {
            Font.loadFont(data, 14);
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + file + " cannot be read", e);
        }
    }
}
