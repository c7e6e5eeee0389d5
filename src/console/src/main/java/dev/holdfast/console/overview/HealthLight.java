package dev.holdfast.console.overview;

import dev.holdfast.console.widgets.Words;
import dev.holdfast.overview.Suspicion;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The light at the top of the overview: a sign, a sentence, and what it goes by. */
final class HealthLight {
    private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final Node box;
    private final FontIcon sign;
    private final Label sentence;
    private final Label reason;

    HealthLight(Node box, FontIcon sign, Label sentence, Label reason) {
        this.box = box;
        this.sign = sign;
        this.sentence = sentence;
        this.reason = reason;
    }

    void show(Health health) {
        box.pseudoClassStateChanged(ATTENTION, health instanceof Health.Attention);
        box.pseudoClassStateChanged(BROKEN, health instanceof Health.Broken);
        sign.setIconCode(icon(health));
        sentence.setText(sentence(health));
        reason.setText(health instanceof Health.Broken(var evidence)
                ? evidence.stream().map(HealthLight::proof).collect(Collectors.joining("\n"))
                : Words.of("overview.rules"));
    }

    private static Ikon icon(Health health) {
        return switch (health) {
            case Health.Unknown unknown -> Material2OutlinedAL.HELP_OUTLINE;
            case Health.Well well -> Material2OutlinedAL.CHECK_CIRCLE;
            case Health.Attention attention -> Material2OutlinedMZ.VISIBILITY;
            case Health.Broken broken -> Material2OutlinedAL.ERROR_OUTLINE;
        };
    }

    private static String sentence(Health health) {
        return switch (health) {
            case Health.Unknown unknown -> Words.of("overview.unknown");
            case Health.Well well -> Words.of("overview.well");
            case Health.Attention(int alerts) -> Words.of("overview.attention", alerts);
            case Health.Broken(var evidence) -> Words.of("overview.broken", evidence.size());
        };
    }

    /** What was seen, in words that can be copied into a report. */
    private static String proof(Suspicion seen) {
        return switch (seen) {
            case Suspicion.Overlap o -> Words.of("overview.broken.overlap", o.resource(), Long.toString(o.task()),
                    o.worker(), Long.toString(o.other()), o.otherWorker());
            case Suspicion.Unlocked u -> Words.of("overview.broken.unlocked", u.resource(), Long.toString(u.task()),
                    u.worker(), Integer.toString(u.session()));
        };
    }
}
