package dev.holdfast.console.widgets;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Questions before something that cannot be undone. The default button is always the safe one. */
public final class Dialogs {
    private Dialogs() {}

    /**
     * What is asked before something is done.
     *
     * @param go       the word on the button that does it
     * @param keep     the word on the button that does not
     * @param prospect what would follow; null where there is nothing to be found out
     */
    public record Question(String text, String consequence, String go, String keep, @Nullable Prospect prospect) {
        public Question(String text, String consequence, String go, String keep) {
            this(text, consequence, go, keep, null);
        }
    }

    /** What would follow, found out while the question is on the screen. */
    @FunctionalInterface
    public interface Prospect {
        /** @param said told of it, on the application thread */
        void tell(Consumer<String> said);
    }

    /** Asks and waits for the answer; true when the person chose to go on. */
    public static boolean confirm(Node owner, Question question) {
        return new Confirmation(owner, question).isGiven();
    }

    /**
     * The same where going on takes typing something.
     *
     * @param prompt says what is to be typed
     */
    public static boolean confirmTyped(Node owner, Question question, String prompt, String wanted) {
        var confirmation = new Confirmation(owner, question);
        confirmation.wantTyped(prompt, wanted);
        return confirmation.isGiven();
    }

    /** Asks for a text, and suggests one; empty where the answer is none. */
    public static Optional<String> ask(Node owner, String question, String suggestion) {
        var dialog = new TextInputDialog(suggestion);
        prepare(dialog, owner);
        dialog.setHeaderText(question);
        dialog.setGraphic(null);
        dialog.getEditor().setId("answer");
        dialog.getEditor().setAccessibleText(question);
        return dialog.showAndWait().map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Says something that needs no answer. */
    public static void tell(Node owner, String text, String more) {
        alert(owner, text, more, ButtonType.OK).show();
    }

    /** Shows a text that can be copied. */
    public static void text(Node owner, String header, String text) {
        var dialog = new Dialog<ButtonType>();
        prepare(dialog, owner);
        dialog.setHeaderText(header);
        dialog.setResizable(true);
        var area = new TextArea(text);
        area.setId("dialog-text");
        area.setAccessibleText(header);
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefColumnCount(60);
        area.setPrefRowCount(6);
        area.getStyleClass().add("log");
        dialog.getDialogPane().setContent(area);
        var copy = new ButtonType(Words.of("dialog.copy"), ButtonData.OTHER);
        dialog.getDialogPane().getButtonTypes().setAll(copy, ButtonType.CLOSE);
        dialog.getDialogPane().lookupButton(copy).addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            Clip.copy(text);
        });
        dialog.show();
    }

    /** An alert in the window of a node, as wide as its text needs. */
    public static Alert alert(Node owner, String question, String consequence, ButtonType... buttons) {
        var alert = new Alert(Alert.AlertType.CONFIRMATION, consequence, buttons);
        alert.setHeaderText(question);
        prepare(alert, owner);
        alert.getDialogPane().getStyleClass().add("question");
        // One width for all would be that of the widest before it has its font, and cut words.
        for (ButtonType type : buttons) {
            ButtonBar.setButtonUniformSize(alert.getDialogPane().lookupButton(type), false);
        }
        return alert;
    }

    /** Over the window of a node, looking like it, and no smaller than its text. */
    public static void prepare(Dialog<?> dialog, Node owner) {
        dialog.initOwner(owner.getScene().getWindow());
        dialog.setTitle(Words.of("app.title"));
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
    }

    /** Enter and Escape both choose this button. */
    public static void safeByDefault(Alert alert, ButtonType safe) {
        for (ButtonType type : alert.getButtonTypes()) {
            ((Button) alert.getDialogPane().lookupButton(type)).setDefaultButton(type == safe);
        }
    }

    /** One question on the screen. */
    private static final class Confirmation {
        private static final double WIDTH = 420;

        private final ButtonType yes;
        private final Alert alert;
        private final Button go;
        private final VBox body = new VBox();

        Confirmation(Node owner, Question question) {
            yes = new ButtonType(question.go(), ButtonData.OTHER);
            var no = new ButtonType(question.keep(), ButtonData.CANCEL_CLOSE);
            alert = alert(owner, question.text(), question.consequence(), yes, no);
            go = (Button) alert.getDialogPane().lookupButton(yes);
            go.setId("go");
            go.getStyleClass().add("danger");
            safeByDefault(alert, no);
            body.getStyleClass().add("form-column");
            body.getChildren().add(text(question.consequence()));
            if (question.prospect() != null) {
                foresee(question.prospect());
            }
            alert.getDialogPane().setContent(body);
        }

        private void foresee(Prospect prospect) {
            Label follows = text(Words.of("prospect.looking"));
            follows.setId("prospect");
            follows.getStyleClass().add("hint");
            body.getChildren().add(follows);
            prospect.tell(said -> {
                follows.setText(said);
                if (alert.isShowing()) {
                    alert.getDialogPane().getScene().getWindow().sizeToScene();
                }
            });
        }

        private static Label text(String text) {
            var label = new Label(text);
            label.setWrapText(true);
            label.setMaxWidth(WIDTH);
            label.setMinHeight(Region.USE_PREF_SIZE);
            return label;
        }

        void wantTyped(String prompt, String wanted) {
            var field = new TextField();
            field.setId("typed");
            var label = new Label(prompt);
            label.setLabelFor(field);
            field.setAccessibleText(prompt);
            body.getChildren().addAll(label, field);
            go.disableProperty().bind(field.textProperty().map(text -> !text.strip().equals(wanted)));
            alert.setOnShown(event -> field.requestFocus());
        }

        boolean isGiven() {
            Optional<ButtonType> answer = alert.showAndWait();
            return answer.filter(yes::equals).isPresent();
        }
    }
}
