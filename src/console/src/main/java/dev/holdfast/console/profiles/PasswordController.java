package dev.holdfast.console.profiles;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.PasswordField;

/** Asks for the password of a profile. */
public final class PasswordController {
    @FXML
    private PasswordField password;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public PasswordController() {}

    /** Asks over the window of a node, and returns at once; one of the two follows. */
    public void ask(Node owner, Profile profile, Consumer<String> given, Runnable givenUp) {
        var dialog = new Dialog<ButtonType>();
        Dialogs.prepare(dialog, owner);
        dialog.setHeaderText(Words.of("profiles.ask", profile.name()));
        dialog.getDialogPane().setContent(Fxml.load(this));
        var go = new ButtonType(Words.of("profiles.open"), ButtonData.OK_DONE);
        dialog.getDialogPane().getButtonTypes().setAll(go, ButtonType.CANCEL);
        Button open = (Button) dialog.getDialogPane().lookupButton(go);
        open.setId("password-go");
        dialog.setOnShown(event -> password.requestFocus());
        dialog.resultProperty().subscribe(answer -> {
            if (answer == go) {
                given.accept(password.getText());
            } else if (answer != null) {
                givenUp.run();
            }
        });
        dialog.show();
    }
}
