package dev.holdfast.console.tasks;

import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Phase;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Sign, word and colour of a phase. */
public final class PhaseBadge {
    private PhaseBadge() {}

    public static Badge of(Phase phase) {
        return new Badge(icon(phase), Words.of("phase." + phase.word()), tone(phase));
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

    private static Tone tone(Phase phase) {
        return switch (phase) {
            case SCHEDULED, SUBMITTED, BLOCKED, READY -> Tone.MUTED;
            case RUNNING -> Tone.ACCENT;
            case COMPLETED -> Tone.SUCCESS;
            case FAILED, LOST -> Tone.DANGER;
            case HELD, CANCELING -> Tone.WARNING;
            case CANCELED, SKIPPED -> Tone.MUTED;
        };
    }
}
