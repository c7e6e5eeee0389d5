package dev.holdfast.console.workers;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.widgets.Form;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
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
        var form = new Form(Words.of("workers.launch.title"), Words.of("workers.launch.go"),
                Words.of("workers.launch.not"));
        Parent fields = Fxml.load(this);
        return form.ask(owner, fields, handlers.textProperty().map(text -> Launch.handlers(text).isEmpty()),
                () -> new Launch(count.getValue(), slots.getValue(), Launch.handlers(handlers.getText())));
    }
}
