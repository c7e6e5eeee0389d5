package dev.holdfast.console.palette;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The palette over the view: typing narrows the choices, the arrows move, Enter goes there, Escape leaves. */
public final class PaletteController {
    private final PaletteModel model;

    @FXML
    private VBox box;
    @FXML
    private TextField text;
    @FXML
    private ListView<Choice> choices;
    private @Nullable Node before;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public PaletteController(PaletteModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        choices.setCellFactory(list -> new ChoiceCell());
        text.textProperty().subscribe(this::find);
        text.focusedProperty().subscribe(focused -> {
            if (!focused && !choices.isFocused()) {
                hide();
            }
        });
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        choices.setOnMouseClicked(click -> run());
        hide();
    }

    /** Shows it, or takes it away. */
    public void toggle() {
        if (box.isVisible()) {
            close();
            return;
        }
        before = box.getScene().getFocusOwner();
        box.setVisible(true);
        box.setManaged(true);
        text.clear();
        find("");
        text.requestFocus();
    }

    private void find(String wanted) {
        choices.getItems().setAll(model.find(wanted));
        choices.getSelectionModel().selectFirst();
    }

    private void keyPressed(KeyEvent key) {
        switch (key.getCode()) {
            case DOWN -> choices.getSelectionModel().selectNext();
            case UP -> choices.getSelectionModel().selectPrevious();
            case ENTER -> run();
            case ESCAPE -> close();
            default -> {
                return;
            }
        }
        choices.scrollTo(choices.getSelectionModel().getSelectedIndex());
        key.consume();
    }

    private void run() {
        Choice chosen = choices.getSelectionModel().getSelectedItem();
        close();
        if (chosen != null) {
            chosen.action().run();
        }
    }

    private void close() {
        hide();
        if (before != null) {
            before.requestFocus();
        }
    }

    private void hide() {
        box.setVisible(false);
        box.setManaged(false);
    }

    /** The kind beside the name. */
    private static final class ChoiceCell extends ListCell<Choice> {
        private final Label kind = new Label();
        private final Label name = new Label();
        private final HBox line = new HBox(kind, name);

        ChoiceCell() {
            line.getStyleClass().add("choice");
            kind.getStyleClass().add("hint");
        }

        @Override
        protected void updateItem(@Nullable Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            if (empty || choice == null) {
                setGraphic(null);
            } else {
                kind.setText(choice.kind());
                name.setText(choice.name());
                setGraphic(line);
            }
        }
    }
}
