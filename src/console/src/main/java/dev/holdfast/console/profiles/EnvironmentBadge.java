package dev.holdfast.console.profiles;

import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The environment as a sign, a word and a colour. */
final class EnvironmentBadge {
    private EnvironmentBadge() {}

    static Badge of(Environment environment) {
        return new Badge(icon(environment), Words.of("environment." + environment.word()), tone(environment));
    }

    private static Ikon icon(Environment environment) {
        return switch (environment) {
            case DEVELOPMENT -> Material2OutlinedAL.CODE;
            case TEST -> Material2OutlinedAL.BUG_REPORT;
            case PRODUCTION -> Material2OutlinedMZ.PUBLIC;
        };
    }

    private static Tone tone(Environment environment) {
        return switch (environment) {
            case DEVELOPMENT -> Tone.SUCCESS;
            case TEST -> Tone.WARNING;
            case PRODUCTION -> Tone.DANGER;
        };
    }
}
