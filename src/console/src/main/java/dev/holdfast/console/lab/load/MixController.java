package dev.holdfast.console.lab.load;

import dev.holdfast.console.widgets.Fxml;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** The form for a mix. */
public final class MixController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Map<Knob, TextField> fields = new EnumMap<>(Knob.class);
    private final Node form;

    @FXML
    private TextField seed;
    @FXML
    private TextField tasks;
    @FXML
    private TextField rate;
    @FXML
    private TextField amount;
    @FXML
    private TextField needs;
    @FXML
    private TextField shared;
    @FXML
    private TextField shortest;
    @FXML
    private TextField longest;
    @FXML
    private TextField failing;
    @FXML
    private TextField attempts;
    @FXML
    private Label problem;

    /** @param first what the form says at first */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public MixController(Mix first) {
        form = Fxml.load(this);
        MixDraft.of(first).texts().forEach((knob, text) -> field(knob).setText(text));
        validate();
    }

    @FXML
    private void initialize() {
        for (Knob knob : Knob.values()) {
            TextField field = field(knob);
            fields.put(knob, field);
            field.textProperty().subscribe((before, now) -> validate());
        }
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
    }

    public Node form() {
        return form;
    }

    /** What stands there; empty where it cannot be, which is told beside it. */
    public Optional<Mix> mix() {
        MixDraft draft = draft();
        return draft.problems().isEmpty() ? Optional.of(draft.mix()) : Optional.empty();
    }

    /** Leaves a number as it is. */
    public void fix(Knob knob) {
        field(knob).setDisable(true);
    }

    public void disable(boolean disabled) {
        form.setDisable(disabled);
    }

    private void validate() {
        Map<Knob, String> problems = draft().problems();
        fields.forEach((knob, field) -> field.pseudoClassStateChanged(WRONG, problems.containsKey(knob)));
        problem.setText(problems.values().stream().findFirst().orElse(""));
    }

    private MixDraft draft() {
        var texts = new EnumMap<Knob, String>(Knob.class);
        fields.forEach((knob, field) -> texts.put(knob, field.getText()));
        return new MixDraft(texts);
    }

    private TextField field(Knob knob) {
        return switch (knob) {
            case SEED -> seed;
            case TASKS -> tasks;
            case RATE -> rate;
            case RESOURCES -> amount;
            case NEEDS -> needs;
            case SHARED -> shared;
            case SHORTEST -> shortest;
            case LONGEST -> longest;
            case FAILING -> failing;
            case ATTEMPTS -> attempts;
        };
    }
}
