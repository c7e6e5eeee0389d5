package dev.holdfast.console.workers;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;

/** Asks how many workers are to be started, and which. */
public final class LaunchController {
    private final WorkerType worker;

    @FXML
    private Spinner<Integer> count;
    @FXML
    private Spinner<Integer> slots;
    @FXML
    private TextField handlers;
    @FXML
    private Label type;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    LaunchController(WorkerType worker) {
        this.worker = worker;
    }

    @FXML
    private void initialize() {
        handlers.setText(String.join(", ", Launch.HANDLERS));
        type.setText(Words.of(worker == WorkerType.MANAGER ? "type.manager" : "type.advisory"));
    }

    /** Empty when the person thinks better of it. */
    Optional<Launch> ask(Node owner) {
        var go = new ButtonType(Words.of("workers.launch.go"), ButtonData.OK_DONE);
        var dialog = new Dialog<Launch>();
        Dialogs.prepare(dialog, owner);
        dialog.setHeaderText(Words.of("workers.launch.title"));
        dialog.getDialogPane().setContent(Fxml.load(this));
        dialog.getDialogPane()
                .getButtonTypes()
                .setAll(go, new ButtonType(Words.of("workers.launch.not"), ButtonData.CANCEL_CLOSE));
        dialog.getDialogPane()
                .lookupButton(go)
                .disableProperty()
                .bind(Bindings.createBooleanBinding(() -> Launch.handlers(handlers.getText()).isEmpty(),
                        handlers.textProperty()));
        dialog.setResultConverter(button -> button == go
                ? new Launch(count.getValue(), slots.getValue(), Launch.handlers(handlers.getText()))
                : null);
        return dialog.showAndWait();
    }
}
