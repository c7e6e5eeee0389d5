package dev.holdfast.console.profiles;

import dev.holdfast.access.Access;
import dev.holdfast.access.Login;
import dev.holdfast.console.live.Reachability.Found;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;
import atlantafx.base.controls.ToggleSwitch;
import org.jspecify.annotations.Nullable;

/** The form of one profile, with a button that tries it. */
public final class ProfileFormController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ProfilesModel profiles;
    private final ProfileFormModel model;
    private final Map<ProfileField, TextField> inputs = new EnumMap<>(ProfileField.class);
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private boolean noKeychain;

    @FXML
    private TextField name;
    @FXML
    private Label nameProblem;
    @FXML
    private TextField address;
    @FXML
    private Label addressProblem;
    @FXML
    private TextField user;
    @FXML
    private ChoiceBox<Environment> environment;
    @FXML
    private ChoiceBox<TlsMode> tls;
    @FXML
    private ChoiceBox<PasswordSource> passwordFrom;
    @FXML
    private PasswordField password;
    @FXML
    private Label keychain;
    @FXML
    private ToggleSwitch readOnly;
    @FXML
    private Button test;
    @FXML
    private Label result;

    /** @param before what is edited; null for a new one */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ProfileFormController(ProfilesModel profiles, @Nullable Profile before) {
        this.profiles = profiles;
        this.model = new ProfileFormModel(profiles, before);
    }

    /** Shows the form over the window of a node; it stays until it is saved, or given up. */
    public Dialog<?> open(Node owner) {
        Dialogs.prepare(dialog, owner);
        dialog.setTitle(Words.of("profiles.form.title"));
        dialog.getDialogPane().setContent(Fxml.load(this));
        var save = new ButtonType(Words.of("profiles.save"), ButtonData.OK_DONE);
        dialog.getDialogPane().getButtonTypes().setAll(save, ButtonType.CANCEL);
        Button button = (Button) dialog.getDialogPane().lookupButton(save);
        button.setId("profile-save");
        button.addEventFilter(ActionEvent.ACTION, event -> {
            if (!model.save()) {
                event.consume();
            }
        });
        dialog.setOnShown(event -> name.requestFocus());
        dialog.show();
        return dialog;
    }

    @FXML
    private void initialize() {
        bind(ProfileField.NAME, name);
        bind(ProfileField.ADDRESS, address);
        bind(ProfileField.USER, user);
        password.textProperty().bindBidirectional(model.password());
        readOnly.selectedProperty().bindBidirectional(model.readOnly());
        choice(environment, Environment.values(), "environment.", model.environment());
        choice(tls, TlsMode.values(), "profiles.tls.", model.tls());
        choice(passwordFrom, PasswordSource.values(), "profiles.password.", model.passwordFrom());
        model.passwordFrom().subscribe(this::showPassword);
        profiles.keychain(there -> {
            noKeychain = !there;
            showPassword(model.passwordFrom().get());
        });
        model.problems().subscribe(this::showProblems);
        model.tested().subscribe(this::showTested);
    }

    @FXML
    private void test() {
        model.test();
    }

    private void bind(ProfileField field, TextField input) {
        input.textProperty().bindBidirectional(model.field(field));
        inputs.put(field, input);
    }

    private static <E extends Enum<E>> void choice(ChoiceBox<E> box, E[] values, String key,
            ObjectProperty<E> chosen) {
        box.getItems().setAll(values);
        box.setConverter(new ChoiceText<>(key));
        box.valueProperty().bindBidirectional(chosen);
    }

    private void showPassword(PasswordSource from) {
        password.setDisable(from == PasswordSource.PGPASS);
        password.setPromptText(
                Words.of(from == PasswordSource.ASK ? "profiles.password.tried" : "profiles.password.typed"));
        show(keychain, noKeychain && from == PasswordSource.KEYCHAIN ? Words.of("profiles.keychain.none") : "");
        makeRoom();
    }

    private void showProblems(Map<ProfileField, String> found) {
        show(nameProblem, found.getOrDefault(ProfileField.NAME, ""));
        show(addressProblem, found.getOrDefault(ProfileField.ADDRESS, ""));
        inputs.forEach((field, input) -> input.pseudoClassStateChanged(WRONG, found.containsKey(field)));
        found.keySet().stream().findFirst().map(inputs::get).ifPresent(TextField::requestFocus);
        makeRoom();
    }

    private void showTested(Tested tested) {
        test.setDisable(tested instanceof Tested.Asking);
        Tone tone = tested instanceof Tested.Failed ? Tone.DANGER : Tone.SUCCESS;
        tone.on(result);
        show(result, switch (tested) {
            case Tested.NotYet not -> "";
            case Tested.Asking asking -> Words.of("profiles.test.asking");
            case Tested.Reached(Found found) -> text(found);
            case Tested.Failed(String reason, String hint) ->
                Words.of("profiles.test.failed", reason.replaceFirst("[.]$", ""), hint == null ? "" : hint).strip();
        });
        makeRoom();
    }

    private static String text(Found found) {
        Login login = found.login();
        String may = login.may().stream().sorted().map(Access::word).collect(Collectors.joining(", "));
        return Words.of("profiles.test.reached", found.server(), found.encrypted() ? 1 : 0, login.role(), may);
    }

    private static void show(Label label, String text) {
        label.setText(text);
        Nodes.show(label, !text.isEmpty());
    }

    private void makeRoom() {
        if (dialog.isShowing()) {
            dialog.getDialogPane().getScene().getWindow().sizeToScene();
        }
    }

    /** A constant by its word. */
    private static final class ChoiceText<E extends Enum<E>> extends StringConverter<E> {
        private final String key;

        ChoiceText(String key) {
            this.key = key;
        }

        @Override
        public String toString(@Nullable E value) {
            return value == null ? "" : Words.constant(key, value);
        }

        @Override
        public E fromString(String text) {
            throw new UnsupportedOperationException("it is chosen, not typed");
        }
    }
}
