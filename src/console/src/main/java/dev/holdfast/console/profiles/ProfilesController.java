package dev.holdfast.console.profiles;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The list of the profiles: open one, add, edit, remove. */
public final class ProfilesController {
    private final ProfilesModel model;
    private final Opener opener;
    private final Dialog<ButtonType> dialog = new Dialog<>();

    @FXML
    private ListView<Profile> list;
    @FXML
    private Button open;
    @FXML
    private Button edit;
    @FXML
    private Button remove;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ProfilesController(ProfilesModel model, Opener opener) {
        this.model = model;
        this.opener = opener;
    }

    /** Shows the list over the window of a node, and returns at once. */
    public Dialog<?> open(Node owner) {
        Dialogs.prepare(dialog, owner);
        dialog.setTitle(Words.of("profiles.title"));
        dialog.getDialogPane().setContent(Fxml.load(this));
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
        dialog.setResizable(true);
        dialog.show();
        return dialog;
    }

    @FXML
    private void initialize() {
        list.setItems(model.profiles());
        list.setCellFactory(view -> new ProfileCell());
        list.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            open.setDisable(chosen == null);
            edit.setDisable(chosen == null);
            remove.setDisable(chosen == null);
        });
        list.getSelectionModel().selectFirst();
    }

    @FXML
    private void clicked(MouseEvent click) {
        if (click.getClickCount() == 2) {
            open();
        }
    }

    @FXML
    private void open() {
        Profile chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            dialog.close();
            opener.open(chosen);
        }
    }

    @FXML
    private void add() {
        form(null);
    }

    @FXML
    private void edit() {
        form(list.getSelectionModel().getSelectedItem());
    }

    private void form(@Nullable Profile before) {
        new ProfileFormController(model, before).open(list);
    }

    @FXML
    private void remove() {
        Profile chosen = list.getSelectionModel().getSelectedItem();
        var question = new Question(Words.of("profiles.remove.question", chosen.name()),
                Words.of("profiles.remove.consequence"), Words.of("profiles.remove"),
                Words.of("profiles.remove.keep"));
        if (Dialogs.confirm(list, question)) {
            model.remove(chosen);
        }
    }

    /** The name, what it is for, and where it is. */
    private static final class ProfileCell extends ListCell<Profile> {
        @Override
        protected void updateItem(@Nullable Profile profile, boolean empty) {
            super.updateItem(profile, empty);
            setGraphic(empty || profile == null ? null : line(profile));
        }

        private static Node line(Profile profile) {
            var name = new Label(profile.name());
            name.getStyleClass().add("title");
            var head = new HBox(name, EnvironmentBadge.of(profile.environment()).label());
            head.getStyleClass().add("detail-title");
            if (profile.readOnly()) {
                head.getChildren().add(new Label(Words.of("profiles.readonly")));
            }
            var where = new Label(where(profile));
            where.getStyleClass().add("hint");
            return new VBox(head, where);
        }

        private static String where(Profile profile) {
            String address = profile.address().replaceFirst("^.*//", "");
            return profile.user() == null ? address : Words.of("profiles.where", profile.user(), address);
        }
    }
}
