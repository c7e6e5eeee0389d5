package dev.holdfast.console.workers;

import dev.holdfast.console.widgets.Words;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ListCell;

/** A line of a log, in the colour of its level; the level's word is in the line. */
final class LogCell extends ListCell<LogEntry> {
    private static final List<String> TONES = List.of("tone-muted", "tone-plain", "tone-warning", "tone-danger");

    private final BooleanSupplier several;

    /** @param several whether lines of more than one worker are shown */
    LogCell(BooleanSupplier several) {
        this.several = several;
    }

    @Override
    protected void updateItem(LogEntry item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll(TONES);
        if (empty || item == null) {
            setText(null);
        } else {
            getStyleClass().add(TONES.get(item.severity().ordinal()));
            setText(several.getAsBoolean() ? Words.of("log.line", item.worker(), item.text()) : item.text());
        }
    }
}
