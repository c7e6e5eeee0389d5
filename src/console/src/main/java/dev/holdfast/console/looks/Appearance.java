package dev.holdfast.console.looks;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Times;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Colours, letters and their size, and how moments are told. The fonts come with the program: a host may have none. */
public final class Appearance {
    private static final List<String> FONTS = List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "DejaVuSansMono.ttf");
    private static final List<Integer> ZOOMS = List.of(80, 90, 100, 110, 125, 150, 175, 200);
    private static final int NORMAL = 100;

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
    private final IntegerProperty zoom = new SimpleIntegerProperty(NORMAL);
    private final ObjectProperty<Times> times = new SimpleObjectProperty<>(Times.LOCAL);

    public Appearance(Theme first) {
        FONTS.forEach(Appearance::load);
        theme.set(first);
        theme.subscribe(this::apply);
        times.subscribe(Spans::tell);
        Platform.getPreferences().colorSchemeProperty().subscribe(scheme -> apply(theme.get()));
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    /** How large all is, in percent. */
    public IntegerProperty zoom() {
        return zoom;
    }

    public ObjectProperty<Times> times() {
        return times;
    }

    public void larger() {
        zoom.set(ZOOMS.stream().filter(step -> step > zoom.get()).findFirst().orElse(zoom.get()));
    }

    public void smaller() {
        zoom.set(ZOOMS.reversed().stream().filter(step -> step < zoom.get()).findFirst().orElse(zoom.get()));
    }

    public void normal() {
        zoom.set(NORMAL);
    }

    /** Adds the console's own style sheet. */
    public static void style(Scene scene) {
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
