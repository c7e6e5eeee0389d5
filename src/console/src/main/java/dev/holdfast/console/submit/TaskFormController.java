package dev.holdfast.console.submit;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Task;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The form for a new task. It stays open until the database has taken the task. */
public final class TaskFormController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TaskFormModel model;
    private @Nullable Region form;
    private final Map<Field, Control> inputs = new EnumMap<>(Field.class);
    private final Map<Field, Label> problems = new EnumMap<>(Field.class);

    @FXML
    private TextField name;
    @FXML
    private Label nameProblem;
    @FXML
    private ComboBox<String> handler;
    @FXML
    private TextArea payload;
    @FXML
    private Label payloadProblem;
    @FXML
    private TextField exclusive;
    @FXML
    private TextField shared;
    @FXML
    private TextField priority;
    @FXML
    private Label priorityProblem;
    @FXML
    private TextField attempts;
    @FXML
    private Label attemptsProblem;
    @FXML
    private TextField due;
    @FXML
    private Label dueProblem;
    @FXML
    private Label refusal;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public TaskFormController(TaskFormModel model) {
        this.model = model;
    }

    /** Made when it is first wanted, which may be never. */
    private Region form() {
        if (form != null) {
            return form;
        }
        Region made = (Region) Fxml.load(this);
        form = made;
        model.problems().subscribe(found -> {
            showProblems(found);
            makeRoom(made);
            focusFirst(found);
        });
        model.refusal().subscribe(text -> makeRoom(made));
        return made;
    }

    @FXML
    private void initialize() {
        bind(Field.NAME, name, nameProblem);
        bind(Field.PAYLOAD, payload, payloadProblem);
        bind(Field.EXCLUSIVE, exclusive, null);
        bind(Field.SHARED, shared, null);
        bind(Field.PRIORITY, priority, priorityProblem);
        bind(Field.ATTEMPTS, attempts, attemptsProblem);
        bind(Field.DUE, due, dueProblem);
        bind(handler.getEditor().textProperty(), Field.HANDLER);
        refusal.textProperty().bind(model.refusal());
        refusal.visibleProperty().bind(refusal.textProperty().isNotEmpty());
        refusal.managedProperty().bind(refusal.visibleProperty());
    }

    /**
     * Shows the form over the window of a node.
     *
     * @param task what to begin with; null for what was typed last
     * @param done told the id of the new task
     */
    public void open(Node owner, @Nullable Task task, LongConsumer done) {
        Region fields = form();
        handler.getItems().setAll(model.handlers());
        model.begin(task);
        var go = new ButtonType(Words.of("submit.go"), ButtonData.OK_DONE);
        var dialog = new Dialog<ButtonType>();
        Dialogs.prepare(dialog, owner);
        dialog.setTitle(task == null
                ? Words.of("submit.title")
                : Words.of("submit.again", Long.toString(task.id()), task.summary().name()));
        dialog.getDialogPane().setContent(fields);
        dialog.getDialogPane().getButtonTypes().setAll(go, ButtonType.CANCEL);
        dialog.setResizable(true);
        Button submit = (Button) dialog.getDialogPane().lookupButton(go);
        submit.setId("submit-go");
        submit.disableProperty().bind(model.busy());
        submit.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit(id -> {
                dialog.close();
                done.accept(id);
            });
        });
        dialog.setOnShown(event -> name.requestFocus());
        dialog.show();
    }

    private void bind(Field field, TextInputControl input, @Nullable Label problem) {
        bind(input.textProperty(), field);
        inputs.put(field, input);
        if (problem != null) {
            problems.put(field, problem);
            problem.managedProperty().bind(problem.visibleProperty());
            problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        }
    }

    private void bind(StringProperty text, Field field) {
        text.bindBidirectional(model.field(field));
    }

    /** Beside each field. */
    private void showProblems(Map<Field, String> found) {
        problems.forEach((field, label) -> label.setText(found.getOrDefault(field, "")));
        inputs.forEach((field, input) -> input.pseudoClassStateChanged(WRONG, found.containsKey(field)));
    }

    private void focusFirst(Map<Field, String> found) {
        for (Field field : Field.values()) {
            Control input = inputs.get(field);
            if (input != null && found.containsKey(field)) {
                input.requestFocus();
                return;
            }
        }
    }

    /** For what is said now: the window grows, so that its buttons stay in it. */
    private static void makeRoom(Region form) {
        if (form.getScene() != null) {
            form.applyCss();
            double missing = form.prefHeight(form.getWidth()) - form.getHeight();
            Window window = form.getScene().getWindow();
            window.setHeight(window.getHeight() + Math.max(0, missing));
        }
    }
}
