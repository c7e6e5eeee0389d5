package dev.holdfast.console.tasks;

import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Phase;
import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Sign, word and colour of a phase. */
public final class PhaseBadge {
    private PhaseBadge() {}

    public static Label of(Phase phase) {
        return Badge.of(icon(phase), Words.of("phase." + phase.word()), style(phase));
    }

    private static Ikon icon(Phase phase) {
        return switch (phase) {
            case SCHEDULED -> Material2OutlinedAL.EVENT;
            case SUBMITTED -> Material2OutlinedAL.HOURGLASS_EMPTY;
            case BLOCKED -> Material2OutlinedAL.HOURGLASS_TOP;
            case HELD -> Material2OutlinedMZ.PAN_TOOL;
            case READY -> Material2OutlinedMZ.SCHEDULE;
            case RUNNING -> Material2OutlinedMZ.PLAY_CIRCLE_OUTLINE;
            case LOST -> Material2OutlinedAL.LINK_OFF;
            case CANCELING -> Material2OutlinedMZ.STOP_CIRCLE;
            case COMPLETED -> Material2OutlinedAL.CHECK_CIRCLE;
            case FAILED -> Material2OutlinedAL.ERROR_OUTLINE;
            case CANCELED -> Material2OutlinedAL.BLOCK;
            case SKIPPED -> Material2OutlinedMZ.SKIP_NEXT;
        };
    }

    private static String style(Phase phase) {
        return switch (phase) {
            case SCHEDULED, SUBMITTED, BLOCKED, READY -> "tone-muted";
            case RUNNING -> "tone-accent";
            case COMPLETED -> "tone-success";
            case FAILED, LOST -> "tone-danger";
            case HELD, CANCELING -> "tone-warning";
            case CANCELED, SKIPPED -> "tone-muted";
        };
    }
}
