package dev.holdfast.console.workers;

import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ListCell;

/** A line of a log, in the colour of its level; the level's word is in the line. */
final class LogCell extends ListCell<LogEntry> {
    private final BooleanSupplier several;

    /** @param several whether lines of more than one worker are shown */
    LogCell(BooleanSupplier several) {
        this.several = several;
    }

    @Override
    protected void updateItem(LogEntry item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setText(null);
            Tone.none(this);
        } else {
            switch (item.severity()) {
                case DETAIL -> Tone.MUTED.on(this);
                case INFO -> Tone.none(this);
                case WARN -> Tone.WARNING.on(this);
                case ERROR -> Tone.DANGER.on(this);
            }
            setText(several.getAsBoolean() ? Words.of("log.line", item.worker(), item.text()) : item.text());
        }
    }
}
