package dev.holdfast.console;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** The sheet that says what the keys do. */
final class KeysController {
    private final List<Key> keys;

    @FXML
    private GridPane grid;

    /** What a key does, in words and in deed. */
    record Key(KeyCombination combination, String what, Runnable action) {}

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    KeysController(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Shows them over the window of a node, and returns at once. */
    void open(Node owner) {
        var dialog = new Dialog<ButtonType>();
        Dialogs.prepare(dialog, owner);
        dialog.setHeaderText(Words.of("keys.title"));
        dialog.getDialogPane().setContent(Fxml.load(this));
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
        dialog.show();
    }

    @FXML
    private void initialize() {
        int rows = (keys.size() + 1) / 2;
        for (int i = 0; i < keys.size(); i++) {
            var name = new Label(keys.get(i).combination().getDisplayText());
            name.getStyleClass().add("key");
            int column = 2 * (i / rows);
            grid.add(name, column, i % rows);
            var what = new Label(keys.get(i).what());
            what.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(what, column + 1, i % rows);
        }
    }
}
