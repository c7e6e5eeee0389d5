package dev.holdfast.console.profiles;

import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Words;
import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The environment as a sign, a word and a colour. */
final class EnvironmentBadge {
    private EnvironmentBadge() {}

    static Label of(Environment environment) {
        return Badge.of(icon(environment), Words.of("environment." + environment.word()), tone(environment));
    }

    private static Ikon icon(Environment environment) {
        return switch (environment) {
            case DEVELOPMENT -> Material2OutlinedAL.CODE;
            case TEST -> Material2OutlinedAL.BUG_REPORT;
            case PRODUCTION -> Material2OutlinedMZ.PUBLIC;
        };
    }

    private static String tone(Environment environment) {
        return switch (environment) {
            case DEVELOPMENT -> "tone-success";
            case TEST -> "tone-warning";
            case PRODUCTION -> "tone-danger";
        };
    }
}
