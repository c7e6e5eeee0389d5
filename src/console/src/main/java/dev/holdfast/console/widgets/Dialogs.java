package dev.holdfast.console.widgets;

import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.Region;

/** Questions before something that cannot be undone. The default button is always the safe one. */
public final class Dialogs {
    private Dialogs() {}

    /**
     * Asks and waits for the answer.
     *
     * @param go   the word on the button that does it
     * @param keep the word on the button that does not
     * @return true when the person chose to go on
     */
    public static boolean confirm(Node owner, String question, String consequence, String go, String keep) {
        var yes = new ButtonType(go, ButtonData.OTHER);
        var no = new ButtonType(keep, ButtonData.CANCEL_CLOSE);
        Alert alert = alert(owner, question, consequence, yes, no);
        ((Button) alert.getDialogPane().lookupButton(yes)).getStyleClass().add("danger");
        safeByDefault(alert, no);
        return alert.showAndWait().filter(yes::equals).isPresent();
    }

    /** An alert in the window of a node, as wide as its text needs. */
    public static Alert alert(Node owner, String question, String consequence, ButtonType... buttons) {
        var alert = new Alert(Alert.AlertType.CONFIRMATION, consequence, buttons);
        alert.initOwner(owner.getScene().getWindow());
        alert.setTitle(Words.of("app.title"));
        alert.setHeaderText(question);
        style(alert, owner);
        alert.getDialogPane().getStyleClass().add("question");
        return alert;
    }

    /** As the window of a node looks, and no smaller than its text. */
    public static void style(Dialog<?> dialog, Node owner) {
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
    }

    /** Enter and Escape both choose this button. */
    public static void safeByDefault(Alert alert, ButtonType safe) {
        for (ButtonType type : alert.getButtonTypes()) {
            ((Button) alert.getDialogPane().lookupButton(type)).setDefaultButton(type == safe);
        }
    }
}
