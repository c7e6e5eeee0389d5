package dev.holdfast.console.resources;

import dev.holdfast.console.widgets.Form;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.locks.HoldSession.Wish;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Asks which resource is to be held, and why. */
public final class HoldController {
    private final String suggestion;
    private final UnaryOperator<String> prospect;

    @FXML
    private TextField resource;
    @FXML
    private TextField reason;
    @FXML
    private CheckBox shared;
    @FXML
    private Label follows;

    /** @param prospect what follows from a hold on a resource, in words */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    HoldController(String suggestion, UnaryOperator<String> prospect) {
        this.suggestion = suggestion;
        this.prospect = prospect;
    }

    @FXML
    private void initialize() {
        resource.setText(suggestion);
        resource.textProperty().subscribe(name -> follows.setText(prospect.apply(name.strip())));
    }

    /** Empty when the person thinks better of it. */
    Optional<Wish> ask(Node owner) {
        var form = new Form(Words.of("hold.title"), Words.of("hold.go"), Words.of("hold.not"));
        Parent fields = Fxml.load(this);
        return form.ask(owner, fields, resource.textProperty().map(String::isBlank),
                () -> new Wish(resource.getText().strip(), shared.isSelected(), reason.getText().strip()));
    }
}
