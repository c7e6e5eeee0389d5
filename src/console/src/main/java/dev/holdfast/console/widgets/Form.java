package dev.holdfast.console.widgets;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;

/**
 * A few fields over a window, with a button that goes on and one that does not.
 *
 * @param go   the word on the button that goes on, whose id is {@code go}
 * @param keep the word on the one that does not
 */
public record Form(String header, String go, String keep) {
    /**
     * Asks and waits; empty when the person thinks better of it.
     *
     * @param lacks  whether the fields make no answer as they are
     * @param answer what they make
     */
    public <T> Optional<T> ask(Node owner, Node fields, ObservableValue<Boolean> lacks, Supplier<T> answer) {
        var yes = new ButtonType(go, ButtonData.OK_DONE);
        var dialog = new Dialog<T>();
        Dialogs.prepare(dialog, owner);
        dialog.setHeaderText(header);
        dialog.getDialogPane().setContent(fields);
        dialog.getDialogPane().getButtonTypes().setAll(yes, new ButtonType(keep, ButtonData.CANCEL_CLOSE));
        Node button = dialog.getDialogPane().lookupButton(yes);
        button.setId("go");
        button.disableProperty().bind(lacks);
        dialog.setResultConverter(chosen -> chosen == yes ? answer.get() : null);
        return dialog.showAndWait();
    }
}
